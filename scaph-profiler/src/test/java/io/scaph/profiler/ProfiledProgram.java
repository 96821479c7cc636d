package io.scaph.profiler;

import io.scaph.api.Monitor;
import io.scaph.api.workload.WorkloadDetail;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import jdk.jfr.Event;
import jdk.jfr.Recording;
import jdk.jfr.RecordingState;
import jdk.jfr.consumer.RecordingFile;

/** A program that is profiled in unusual circumstances. */
final class ProfiledProgram {
    private static final long WORK_NANOS = 1_500_000_000L;

    private ProfiledProgram() {}

    /** An event of the program itself. */
    static final class Step extends Event {
        int number;
    }

    /**
     * Runs.
     *
     * @param arguments which circumstances
     * @throws Exception if they are not as they should be
     */
    public static void main(String[] arguments) throws Exception {
        Monitor monitor = Monitor.builder()
                .sensor("made up", "100 W for ever", new HundredWatts())
                .details(Set.of(WorkloadDetail.JVM))
                .open();
        switch (arguments[0]) {
            case "start" -> startOrSayWhy(monitor);
            case "end" -> endInTheMiddle(monitor);
            case "forgotten" -> {
                // The JVM ends all the same.
                EnergyProfiler.start(monitor);
                spin();
            }
            case "recording" -> recordAlongside(monitor);
            default -> throw new IllegalArgumentException(arguments[0]);
        }
    }

    private static void spin() {
        List<Runnable> pieces = Pieces.of("single");
        long end = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() + WORK_NANOS;
        while (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() < end) {
            pieces.forEach(Runnable::run);
        }
    }

    private static void startOrSayWhy(Monitor monitor) {
        try {
            EnergyProfiler.start(monitor).close();
            System.out.println("it started");
        } catch (ProfilerUnavailableException e) {
            System.out.println("message: " + e.getMessage());
        }
    }

    /** A shutdown hook requests the profile while the program works. */
    private static void endInTheMiddle(Monitor monitor) throws Exception {
        Balance balance = new Balance(monitor);
        balance.seeAllTicks();
        EnergyProfiler profiler = EnergyProfiler.start(monitor, Duration.ofMillis(10));
        balance.seeTick();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            long start = System.nanoTime();
            EnergyProfile profile = profiler.profile();
            balance.seeTick();
            System.out.println("millis=" + (System.nanoTime() - start) / 1_000_000);
            balance.check(profile);
            System.out.println("samples=" + profile.samples().taken());
            System.out.println("application=" + profile.application().microjoules());
            System.out.println("sampled=" + profile.sampled().microjoules());
        }));
        AtomicBoolean end = new AtomicBoolean();
        Thread worker = new Thread(() -> {
            while (!end.get()) {
                Pieces.of("single").forEach(Runnable::run);
            }
        });
        worker.setDaemon(true);
        worker.start();
        spin();
        System.exit(3);
    }

    /** The recording of the program has settings, events and a file. */
    private static void recordAlongside(Monitor monitor) throws Exception {
        Path file = Files.createTempFile("program", ".jfr");
        try (Recording recording = new Recording()) {
            recording.enable("jdk.CPULoad").withPeriod(Duration.ofMillis(200));
            recording.enable("jdk.ExecutionSample").withPeriod(Duration.ofMillis(50));
            recording.enable(Step.class);
            recording.setToDisk(true);
            recording.start();
            Map<String, String> before = new TreeMap<>(recording.getSettings());
            step(0);
            EnergyProfiler profiler = EnergyProfiler.start(monitor);
            step(1);
            spin();
            profiler.stop();
            step(2);
            Map<String, String> after = new TreeMap<>(recording.getSettings());
            System.out.println("settings=" + (before.equals(after) ? 1 : 0));
            System.out.println("running=" + (recording.getState() == RecordingState.RUNNING ? 1 : 0));
            recording.dump(file);
            System.out.println("steps=" + count(file, Step.class.getName()));
            System.out.println("loads=" + count(file, "jdk.CPULoad"));
        } finally {
            Files.delete(file);
        }
    }

    private static void step(int number) {
        Step step = new Step();
        step.number = number;
        step.commit();
    }

    private static long count(Path file, String name) throws Exception {
        return RecordingFile.readAllEvents(file).stream()
                .filter(event -> event.getEventType().getName().equals(name))
                .count();
    }
}
