package io.scaph.api.internal.plugin;

import io.scaph.api.spi.Availability;
import io.scaph.api.spi.SensorUnavailableException;
import io.scaph.api.topology.Topology;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether something can work here. */
public record AvailabilityRecord(boolean isAvailable, String reason, String remedy, Optional<Topology> topology)
        implements Availability {
    /** Rejects null in the constructor, not later when it is printed. */
    public AvailabilityRecord {
        Objects.requireNonNull(reason);
        Objects.requireNonNull(remedy);
        Objects.requireNonNull(topology);
    }

    @Override
    public void orElseThrow() throws SensorUnavailableException {
        if (!isAvailable) {
            throw new SensorUnavailableException(reason, remedy);
        }
    }

    @Override
    public Availability withTopology(@Nullable Topology found) {
        return new AvailabilityRecord(isAvailable, reason, remedy, Optional.ofNullable(found));
    }
}
