package io.scaph.api.internal.snapshot;

import io.scaph.api.energy.Energy;
import io.scaph.api.energy.EnergyRange;
import io.scaph.api.snapshot.Corrections;
import io.scaph.api.snapshot.DomainEnergy;
import io.scaph.api.topology.Domain;
import java.time.Duration;
import java.util.Optional;

/** The total of a domain. */
public record DomainTotal(
        Domain domain,
        EnergyRange range,
        Duration knownTime,
        Duration unknownTime,
        Optional<String> gap,
        Corrections corrections)
        implements DomainEnergy {
    private static final Duration GONE_AFTER = Duration.ofSeconds(10);

    @Override
    public Energy energy() {
        return range.energy();
    }

    @Override
    public boolean isGone() {
        return unknownTime.compareTo(GONE_AFTER) >= 0;
    }
}
