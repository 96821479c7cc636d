package io.scaph.cli.exec;

import io.scaph.api.energy.EnergyRange;
import io.scaph.api.scope.ScopeEnergy;
import io.scaph.api.scope.ScopeWarning;
import io.scaph.api.snapshot.Snapshot;
import io.scaph.api.topology.Quality;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** The energy of a command: the sum of its slices. */
final class CommandEnergy {
    private static final double NANOS = 1e9;

    private final Set<ScopeWarning> warnings = EnumSet.noneOf(ScopeWarning.class);
    private Quality quality = Quality.MEASURED;
    private boolean known;
    private long microjoules;
    private long low;
    private long high;
    private long elapsedNanos;
    private long cpuNanos;
    private int running;

    /**
     * All of a command.
     *
     * @param energy its energy; empty if nothing is known
     * @param elapsedNanos how long it ran
     * @param cpuNanos the CPU time of it and its descendants
     * @param running how many descendants still ran when it had ended
     * @param quality how certain the energy is
     * @param warnings what makes it less certain
     * @param sensor which sensor measured
     * @param policy how energy was divided
     */
    record Result(
            Optional<EnergyRange> energy,
            long elapsedNanos,
            long cpuNanos,
            int running,
            Quality quality,
            Set<ScopeWarning> warnings,
            String sensor,
            String policy) {
        /** Its average power. */
        OptionalDouble watts() {
            return energy.isPresent() && elapsedNanos > 0
                    ? OptionalDouble.of(energy.get().joules() / seconds())
                    : OptionalDouble.empty();
        }

        double seconds() {
            return elapsedNanos / NANOS;
        }

        double cpuSeconds() {
            return cpuNanos / NANOS;
        }
    }

    void add(ScopeEnergy slice) {
        quality = quality.weaker(slice.quality());
        warnings.addAll(slice.warnings());
        slice.process().ifPresent(energy -> {
            known = true;
            microjoules += energy.energy().microjoules();
            low += energy.low().microjoules();
            high += energy.high().microjoules();
        });
    }

    void ended(long afterNanos, long usedNanos, int stillRunning) {
        elapsedNanos = afterNanos;
        cpuNanos = usedNanos;
        running = stillRunning;
    }

    Result result(Snapshot last) {
        // A command is no thread.
        warnings.remove(ScopeWarning.THREAD_UNKNOWN);
        return new Result(
                known ? Optional.of(EnergyRange.ofMicrojoules(microjoules, low, high)) : Optional.empty(),
                elapsedNanos,
                cpuNanos,
                running,
                quality,
                warnings,
                last.sensorNames(),
                last.policy().label());
    }
}
