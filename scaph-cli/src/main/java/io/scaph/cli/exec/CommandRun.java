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
 * One run of a command, measured in slices: the power of the host and the part of the command in it change, and sharing is
 * accurate within a short time.
 */
final class CommandRun {
    /** Long enough that the steps of the counters don't matter. */
    private static final long SLICE_NANOS = 1_000_000_000;

    /** A hypervisor publishes every few seconds. */
    private static final long RELAYED_SLICE_NANOS = 60_000_000_000L;

    /** A shorter slice is not accurate, because counters have steps of 1 ms: the last slice is extended to this length. */
    private static final long SHORTEST_NANOS = 100_000_000;

    private static final long NANOS_PER_MILLI = 1_000_000;

    private final Monitor monitor;
    private final CommandClock cpu;
    private final CommandStart start;

    CommandRun(Monitor monitor, CommandClock cpu, CommandStart start) {
        this.monitor = monitor;
        this.cpu = cpu;
        this.start = start;
    }

    /** Runs it to its end. */
    CommandResult run(List<String> command) throws CommandException, IOException {
        try (SnapshotReader reader = monitor.reader()) {
            settle(reader);
            cpu.read();
            Scope slice = monitor.scope(command.get(0));
            long begin = System.nanoTime();
            CommandStart.Running running = start.start(command);
            return measure(reader, running, slice, begin);
        }
    }

    /** Waits for the first tick: from then on, the power of the host and its other processes are known. */
    private static void settle(SnapshotReader reader) {
        pause(SHORTEST_NANOS);
        reader.refresh();
    }

    private CommandResult measure(SnapshotReader reader, CommandStart.Running running, Scope first, long begin)
            throws IOException {
        CommandEnergy energy = new CommandEnergy();
        Scope slice = first;
        long sliceBegin = begin;
        long length = reader.latest().quality() == Quality.RELAYED ? RELAYED_SLICE_NANOS : SLICE_NANOS;
        while (!ends(running, sliceBegin + length)) {
            cpu.read();
            slice.close();
            energy.add(slice.energy());
            slice = monitor.scope(first.name());
            sliceBegin = System.nanoTime();
        }
        long end = System.nanoTime();
        cpu.read();
        long cpuNanos = cpu.processNanos();
        int stillRunning = cpu.running();
        pause(sliceBegin + SHORTEST_NANOS - end);
        slice.close();
        energy.add(slice.energy());
        Snapshot last = reader.latest();
        return new CommandResult(
                running.exitCode(),
                energy.energy(),
                end - begin,
                cpuNanos,
                stillRunning,
                energy.quality(),
                energy.warnings(),
                last.sensorNames(),
                last.policy().label());
    }

    /** Whether it ends before then. An interrupt of this thread is ignored. */
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
            // The pause is a little shorter then.
            Thread.currentThread().interrupt();
        }
    }
}
