package io.scaph.cli.exec;

import io.scaph.api.Monitor;
import io.scaph.api.energy.EnergyRange;
import io.scaph.api.scope.Scope;
import io.scaph.api.scope.ScopeEnergy;
import io.scaph.api.scope.ScopeWarning;
import io.scaph.api.snapshot.Snapshot;
import io.scaph.api.snapshot.SnapshotReader;
import io.scaph.api.topology.Quality;
import io.scaph.cli.command.CommandException;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One run of a command. Its energy is added up over slices: the power of the host and the part of the command in it change, and
 * sharing is accurate within a short time.
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
    private final CommandWorkloads workloads;
    private final CommandStart start;
    private final Set<ScopeWarning> warnings = EnumSet.noneOf(ScopeWarning.class);
    private Quality quality = Quality.MEASURED;
    private Optional<EnergyRange> energy = Optional.empty();

    CommandRun(Monitor monitor, CommandWorkloads workloads, CommandStart start) {
        this.monitor = monitor;
        this.workloads = workloads;
        this.start = start;
    }

    /** Runs it to its end. */
    CommandResult run(List<String> command) throws CommandException, IOException {
        try (SnapshotReader reader = monitor.reader()) {
            // From the first tick on, the power of the host and its other processes are known.
            pause(SHORTEST_NANOS);
            reader.refresh();
            workloads.readClock();
            Scope slice = monitor.scope(command.get(0));
            long begin = System.nanoTime();
            CommandStart.Running running = start.start(command);
            return measure(reader, running, slice, begin);
        }
    }

    private CommandResult measure(SnapshotReader reader, CommandStart.Running running, Scope first, long begin)
            throws IOException {
        Scope slice = first;
        long sliceBegin = begin;
        long length = reader.latest().quality() == Quality.RELAYED ? RELAYED_SLICE_NANOS : SLICE_NANOS;
        while (!ends(running, sliceBegin + length)) {
            workloads.readClock();
            end(slice);
            slice = monitor.scope(first.name());
            sliceBegin = System.nanoTime();
        }
        long end = System.nanoTime();
        workloads.readClock();
        long cpuNanos = workloads.processNanos();
        int stillRunning = workloads.running();
        pause(sliceBegin + SHORTEST_NANOS - end);
        end(slice);
        Snapshot last = reader.latest();
        return new CommandResult(
                running.exitCode().getAsInt(),
                energy,
                end - begin,
                cpuNanos,
                stillRunning,
                quality,
                warnings,
                last.sensorNames(),
                last.policy().label());
    }

    /** Ends a slice, and adds what it used. */
    private void end(Scope scope) {
        scope.close();
        ScopeEnergy slice = scope.energy();
        quality = quality.weaker(slice.quality());
        warnings.addAll(slice.warnings());
        // A command is not a thread.
        warnings.remove(ScopeWarning.THREAD_UNKNOWN);
        slice.process()
                .ifPresent(added ->
                        energy = Optional.of(energy.map(sum -> plus(sum, added)).orElse(added)));
    }

    private static EnergyRange plus(EnergyRange one, EnergyRange other) {
        return EnergyRange.ofMicrojoules(
                one.energy().microjoules() + other.energy().microjoules(),
                one.low().microjoules() + other.low().microjoules(),
                one.high().microjoules() + other.high().microjoules());
    }

    /** Whether it ends before then. An interrupt of this thread is ignored. */
    private static boolean ends(CommandStart.Running running, long deadline) {
        try {
            return running.end().await(Math.max(0, deadline - System.nanoTime()));
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
