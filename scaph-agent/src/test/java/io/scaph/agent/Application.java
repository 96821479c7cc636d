package io.scaph.agent;

import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.logging.LogManager;
import jdk.jfr.Recording;

/** An application that knows nothing of the agent. What it does is its first argument. */
final class Application {
    private static final int EXIT_CODE = 3;
    private static final long WORK_NANOS = 1_500_000_000;
    private static final long PATIENCE_NANOS = 60_000_000_000L;

    private Application() {}

    /** Writes something, works once an agent measures, and ends with an exit code of its own. */
    public static void main(String[] arguments) throws Exception {
        System.out.println("output");
        System.err.println("error");
        switch (arguments[0]) {
            case "nothing" -> {}
            case "refused" -> await(() -> !isRunning("scaph-agent"));
            case "measured" -> workWhile("scaph-monitor");
            case "work" -> workWhile("scaph-profiler");
            case "classes" -> printClasses();
            case "logging" -> printLogManager();
            case "recording" -> record();
            case "wait" -> {
                workWhile("scaph-profiler");
                System.out.println("worked");
                Thread.sleep(PATIENCE_NANOS / 1_000_000);
            }
            default -> throw new IllegalArgumentException(arguments[0]);
        }
        System.exit(EXIT_CODE);
    }

    /** Works, once a thread of the agent runs. */
    private static void workWhile(String thread) {
        await(() -> isRunning(thread));
        work(System.nanoTime() + WORK_NANOS);
    }

    private static void await(BooleanSupplier condition) {
        long begin = System.nanoTime();
        while (!condition.getAsBoolean() && System.nanoTime() - begin < PATIENCE_NANOS) {
            Thread.onSpinWait();
        }
    }

    private static boolean isRunning(String name) {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().equals(name));
    }

    private static void work(long end) {
        double sum = 0;
        while (System.nanoTime() < end) {
            for (int i = 0; i < 10_000; i++) {
                sum += Math.sqrt(i);
            }
        }
        if (sum == 1) {
            System.out.println();
        }
    }

    private static void printClasses() {
        for (String name : List.of(
                "io.scaph.api.Monitor",
                "io.scaph.agent.inside.MeasuredJvm",
                "org.slf4j.LoggerFactory",
                "com.fasterxml.jackson.core.JsonFactory",
                "com.sun.jna.Native")) {
            try {
                System.out.println(Class.forName(name));
            } catch (ClassNotFoundException e) {
                System.out.println("no " + name);
            }
        }
        workWhile("scaph-profiler");
    }

    /** As servers do: the log manager must not have been used before. */
    private static void printLogManager() {
        workWhile("scaph-profiler");
        System.setProperty("java.util.logging.manager", OwnLogManager.class.getName());
        System.out.println(LogManager.getLogManager().getClass().getSimpleName());
    }

    /** For {@link #printLogManager}. */
    public static final class OwnLogManager extends LogManager {}

    private static void record() throws Exception {
        try (Recording recording = new Recording()) {
            recording.enable("jdk.ThreadSleep").withoutThreshold();
            recording.start();
            Thread.sleep(1);
            workWhile("scaph-profiler");
            recording.stop();
            System.out.println(recording.getSettings());
        }
    }
}
