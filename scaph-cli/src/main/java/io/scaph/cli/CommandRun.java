package io.scaph.cli;

import io.scaph.api.Monitor;
import io.scaph.api.scope.Scope;
import io.scaph.api.snapshot.Snapshot;
import io.scaph.api.snapshot.SnapshotReader;
import io.scaph.api.topology.Quality;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One run of a command, measured in slices: the power of a host and the part of a command in it change, and what is
 * shared within a short time is shared right.
 */
final class CommandRun {
    /** Long enough that the steps of the counters don't matter. */
    private static final long SLICE_NANOS = 1_000_000_000;

    /** A hypervisor publishes every few seconds. */
    private static final long RELAYED_SLICE_NANOS = 60_000_000_000L;

    /** Shorter ones mean nothing: the steps of counters are 1 ms. The rest of the last one is waited for. */
    private static final long SHORTEST_NANOS = 100_000_000;

    private static final long NANOS_PER_MILLI = 1_000_000;

    /** As shells have it of what SIGTERM ended; the JVM ends with that of the signal that came. */
    private static final int TERMINATED = 143;

    private final Monitor monitor;
    private final CommandClock cpu;
    private final CommandEnergy energy = new CommandEnergy();
    private Snapshot last;

    /** The command can't be run. */
    static final class NotStartedException extends Exception {
        private static final long serialVersionUID = 1L;

        private final int exitCode;

        NotStartedException(String reason, int exitCode) {
            super(reason);
            this.exitCode = exitCode;
        }

        /** As shells have it: 127 if there is no such command, 126 if it is none, 143 if it was not to be. */
        int exitCode() {
            return exitCode;
        }
    }

    CommandRun(Monitor monitor, CommandClock cpu) {
        this.monitor = monitor;
        this.cpu = cpu;
        try (SnapshotReader reader = monitor.reader()) {
            last = reader.latest();
        }
    }

    /** Runs it to its end, and answers with its exit code; 128 and the signal if one ended it. */
    int run(List<String> command) throws NotStartedException, IOException {
        try (SnapshotReader reader = monitor.reader()) {
            settle(reader);
            // Signals first: none that comes while the command starts ends us alone.
            try (Signals signals = takeSignals(command.get(0))) {
                cpu.read();
                Scope slice = monitor.scope(command.get(0));
                long begin = System.nanoTime();
                Process process = start(command);
                signals.passTo(process);
                measure(process, slice, begin);
                return process.exitValue();
            }
        } finally {
            try (SnapshotReader reader = monitor.reader()) {
                last = reader.latest();
            }
        }
    }

    private static Signals takeSignals(String command) throws NotStartedException {
        try {
            return Signals.take();
        } catch (IllegalStateException e) {
            throw new NotStartedException(command + " is not run: scaph was told to end before", TERMINATED);
        }
    }

    private static Process start(List<String> command) throws NotStartedException {
        try {
            return new ProcessBuilder(command).inheritIO().start();
        } catch (IOException e) {
            throw Executable.whyNot(command.get(0), e);
        }
    }

    /** What a host uses, and who else uses it, is known from the first tick on. */
    private static void settle(SnapshotReader reader) {
        pause(SHORTEST_NANOS);
        reader.refresh();
    }

    private void measure(Process process, Scope first, long begin) throws IOException {
        Scope slice = first;
        long sliceBegin = begin;
        long length = last.quality() == Quality.RELAYED ? RELAYED_SLICE_NANOS : SLICE_NANOS;
        while (!ends(process, sliceBegin + length)) {
            cpu.read();
            slice.close();
            energy.add(slice.energy());
            slice = monitor.scope(first.name());
            sliceBegin = System.nanoTime();
        }
        long end = System.nanoTime();
        cpu.read();
        energy.ended(end - begin, cpu.processNanos(), cpu.running());
        pause(sliceBegin + SHORTEST_NANOS - end);
        slice.close();
        energy.add(slice.energy());
    }

    /** Whether it ends before then. This thread is interrupted by nobody who means it. */
    private static boolean ends(Process process, long deadline) {
        try {
            return process.waitFor(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            return !process.isAlive();
        }
    }

    private static void pause(long nanos) {
        try {
            Thread.sleep(Math.max(0, nanos / NANOS_PER_MILLI));
        } catch (InterruptedException e) {
            // Then it is a little less.
            Thread.currentThread().interrupt();
        }
    }

    /** What was measured. */
    CommandEnergy.Result result() {
        return energy.result(last);
    }
}
