package io.scaph.api.internal.interval;

import io.scaph.api.energy.Energy;
import io.scaph.api.snapshot.DomainEnergy;
import io.scaph.api.topology.Quality;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * One domain in an interval.
 *
 * @param before the domain at the start; empty if another sensor added it since, which had no energy before
 * @param after the domain at the end
 */
record DomainDifference(Optional<DomainEnergy> before, DomainEnergy after) {
    private static final double NANOS = 1e9;
    private static final double MICRO = 1e-6;

    Energy energy() {
        return difference(DomainEnergy::energy);
    }

    private Energy difference(Function<DomainEnergy, Energy> total) {
        return total.apply(after).minus(before.map(total).orElse(Energy.ZERO));
    }

    /** Returns the power over the time for which the energy is known. */
    Power power() {
        Duration known =
                after.knownTime().minus(before.map(DomainEnergy::knownTime).orElse(Duration.ZERO));
        if (known.isZero() || known.isNegative()) {
            return Power.UNKNOWN;
        }
        double seconds = known.toNanos() / NANOS;
        double watts = energy().microjoules() * MICRO / seconds;
        return after.domain().quality() == Quality.ESTIMATED
                ? new Power(
                        watts,
                        difference(line -> line.range().low()).microjoules() * MICRO / seconds,
                        difference(line -> line.range().high()).microjoules() * MICRO / seconds)
                : Power.measured(watts);
    }
}
