package io.scaph.cli.exec;

import io.scaph.api.energy.EnergyRange;
import io.scaph.api.scope.ScopeWarning;
import io.scaph.api.topology.Quality;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * How a command ended, and what it used.
 *
 * @param exitCode its exit code; 128 and the number of the signal if one ended it
 * @param energy its energy; empty if nothing is known
 * @param elapsedNanos how long it ran
 * @param cpuNanos the CPU time of it and its descendants
 * @param running how many descendants still ran when it had ended
 * @param quality how certain the energy is
 * @param warnings what makes it less certain
 * @param sensor the sensor that measured
 * @param policy how energy was divided
 */
record CommandResult(
        int exitCode,
        Optional<EnergyRange> energy,
        long elapsedNanos,
        long cpuNanos,
        int running,
        Quality quality,
        Set<ScopeWarning> warnings,
        String sensor,
        String policy) {
    private static final double NANOS = 1e9;

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
