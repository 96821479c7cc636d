package io.scaph.cli.exec;

import io.scaph.api.Monitor;
import io.scaph.api.scope.Scope;
import io.scaph.api.snapshot.Snapshot;
import io.scaph.api.snapshot.SnapshotReader;
import io.scaph.api.topology.Quality;
import io.scaph.cli.command.CommandException;
import java.io.IOException;
import java.util.List;

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

    private final Monitor monitor;
    private final CommandClock cpu;
    private final CommandStart start;
    private final CommandEnergy energy = new CommandEnergy();
    private Snapshot last;

    CommandRun(Monitor monitor, CommandClock cpu, CommandStart start) {
        this.monitor = monitor;
        this.cpu = cpu;
        this.start = start;
        try (SnapshotReader reader = monitor.reader()) {
            last = reader.latest();
        }
    }

    /** Runs it to its end, and returns its exit code; 128 and the signal if one ended it. */
    int run(List<String> command) throws CommandException, IOException {
        try (SnapshotReader reader = monitor.reader()) {
            settle(reader);
            cpu.read();
            Scope slice = monitor.scope(command.get(0));
            long begin = System.nanoTime();
            CommandStart.Running running = start.start(command);
            measure(running, slice, begin);
            return running.exitCode();
        } finally {
            try (SnapshotReader reader = monitor.reader()) {
                last = reader.latest();
            }
        }
    }

    /** What a host uses, and who else uses it, is known from the first tick on. */
    private static void settle(SnapshotReader reader) {
        pause(SHORTEST_NANOS);
        reader.refresh();
    }

    private void measure(CommandStart.Running running, Scope first, long begin) throws IOException {
        Scope slice = first;
        long sliceBegin = begin;
        long length = last.quality() == Quality.RELAYED ? RELAYED_SLICE_NANOS : SLICE_NANOS;
        while (!ends(running, sliceBegin + length)) {
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

    /** Whether it ends before then. An interrupt of this thread has no meaning. */
    private static boolean ends(CommandStart.Running running, long deadline) {
        try {
            return running.awaitEnd(Math.max(0, deadline - System.nanoTime()));
        } catch (InterruptedException e) {
            return false;
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
