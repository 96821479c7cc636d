package io.scaph.benchmarks;

import io.scaph.linux.jna.CLibrary;
import io.scaph.linux.jna.NativeMemory;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** What it costs to start the command line, by builds that take turns. */
final class StartCost {
    private static final int STARTS = 5;
    private static final int RUSAGE_CHILDREN = -1;
    private static final int RUSAGE_BYTES = 144;
    private static final PrintStream OUT = System.out;

    private StartCost() {}

    /** How long commands take until they write something: by the wall clock, and by their CPU time. */
    static void print(List<String> launchers) throws IOException, InterruptedException {
        OUT.printf("%n| start | time, ms | CPU, ms |%n|---|---:|---:|%n");
        for (List<String> command : List.of(List.of("--version"), List.of("stdout", "-s", "1"))) {
            List<Start> starts = new ArrayList<>();
            for (int i = 0; i < STARTS; i++) {
                for (String launcher : launchers) {
                    starts.add(start(launcher, command));
                }
            }
            for (String launcher : launchers) {
                List<Start> own = starts.stream()
                        .filter(start -> start.launcher.equals(launcher))
                        .toList();
                OUT.printf(
                        Locale.ROOT,
                        "| %s %s | %.0f | %.0f |%n",
                        launcher,
                        String.join(" ", command),
                        DaemonCost.median(own.stream().map(Start::nanos).toList()) / 1e6,
                        DaemonCost.median(own.stream().map(Start::cpuNanos).toList()) / 1e6);
            }
        }
    }

    private record Start(String launcher, long nanos, long cpuNanos) {}

    private static Start start(String launcher, List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(launcher));
        command.addAll(arguments);
        long cpuBefore = cpuNanosOfEnded();
        long begin = System.nanoTime();
        Process process =
                new ProcessBuilder(command).redirectError(Redirect.DISCARD).start();
        long nanos;
        try (InputStream output = process.getInputStream()) {
            if (output.read() < 0) {
                throw new IOException(command + " wrote nothing");
            }
            nanos = System.nanoTime() - begin;
            process.destroy();
        }
        process.waitFor();
        return new Start(launcher, nanos, cpuNanosOfEnded() - cpuBefore);
    }

    /** The CPU time of children that ended (getrusage(2)): two times of seconds and microseconds. */
    private static long cpuNanosOfEnded() {
        ByteBuffer usage = NativeMemory.allocate(RUSAGE_BYTES);
        CLibrary.getrusage(RUSAGE_CHILDREN, NativeMemory.address(usage));
        return TimeUnit.SECONDS.toNanos(usage.getLong(0) + usage.getLong(16))
                + TimeUnit.MICROSECONDS.toNanos(usage.getLong(8) + usage.getLong(24));
    }
}
