package io.scaph.api.spi;

import io.scaph.api.topology.Topology;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether a sensor or a workload source can work here; if not, the reason and the remedy. Immutable. */
@SuppressWarnings("exports") // users need not have jspecify
public sealed interface Availability {
    /**
     * Returns the availability of something that can work.
     *
     * @param reason what was found, one line, such as "4 energy counters in /sys/class/powercap"
     * @return the availability, without a topology
     */
    static Availability available(String reason) {
        return new AvailabilityRecord(true, reason, "", Optional.empty());
    }

    /**
     * Returns the availability of something that can't work.
     *
     * @param reason what is missing, one line that names the thing
     * @param remedy what the user can do about it, one line, as exact as possible: the command to run
     * @return the availability, without a topology
     */
    static Availability unavailable(String reason, String remedy) {
        return new AvailabilityRecord(false, reason, remedy, Optional.empty());
    }

    /**
     * Returns whether the sensor or workload source can work.
     *
     * @return true if it can
     */
    boolean isAvailable();

    /**
     * Returns what was found, or what is missing.
     *
     * @return one line that names the thing
     */
    String reason();

    /**
     * Returns what the user can do so that it works.
     *
     * @return one line; an empty text if it can work
     */
    String remedy();

    /**
     * Returns the domains that were found, even if their counters can't be read.
     *
     * @return the topology that the sensor has or would have; empty if nothing was found, and for a workload source
     */
    Optional<Topology> topology();

    /**
     * Ends with an exception if it can't work: the first line of {@link SensorProvider#open}.
     *
     * @throws SensorUnavailableException if it can't work, with the reason and the remedy
     */
    void orElseThrow() throws SensorUnavailableException;

    /**
     * Returns this availability with a topology.
     *
     * @param found the domains that were found, or null if nothing was
     * @return a copy
     */
    Availability withTopology(@Nullable Topology found);
}

/** Whether something can work here. */
record AvailabilityRecord(boolean isAvailable, String reason, String remedy, Optional<Topology> topology)
        implements Availability {
    /** Rejects null in the constructor, not later when it is printed. */
    AvailabilityRecord {
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
