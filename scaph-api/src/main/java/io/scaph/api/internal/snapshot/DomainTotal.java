package io.scaph.api.internal.snapshot;

import io.scaph.api.energy.Energy;
import io.scaph.api.energy.EnergyRange;
import io.scaph.api.snapshot.DomainEnergy;
import io.scaph.api.topology.Domain;
import java.time.Duration;
import java.util.Optional;

/**
 * The total of a domain.
 *
 * @param energyMicrojoules the energy, in µJ
 * @param lowMicrojoules the lower end of its range, in µJ
 * @param highMicrojoules the upper end of its range, in µJ
 * @param knownNanos the time for which the energy is known, in ns
 * @param unknownNanos how long it has been unknown, in ns
 */
public record DomainTotal(
        Domain domain,
        long energyMicrojoules,
        long lowMicrojoules,
        long highMicrojoules,
        long knownNanos,
        long unknownNanos,
        Optional<String> gap,
        CorrectionCounts corrections)
        implements DomainEnergy {
    private static final long GONE_NANOS = 10_000_000_000L;

    @Override
    public Energy energy() {
        return new Energy(energyMicrojoules);
    }

    @Override
    public EnergyRange range() {
        return EnergyRange.ofMicrojoules(energyMicrojoules, lowMicrojoules, highMicrojoules);
    }

    @Override
    public Duration knownTime() {
        return Duration.ofNanos(knownNanos);
    }

    @Override
    public Duration unknownTime() {
        return Duration.ofNanos(unknownNanos);
    }

    @Override
    public boolean isGone() {
        return unknownNanos >= GONE_NANOS;
    }
}
