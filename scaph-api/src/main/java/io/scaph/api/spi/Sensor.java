package io.scaph.api.spi;

import io.scaph.api.energy.Energy;
import io.scaph.api.internal.meter.SuppliedSensor;
import io.scaph.api.topology.Domain;
import io.scaph.api.topology.DomainKind;
import io.scaph.api.topology.Topology;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/**
 * An open sensor: reads the energy counters of a host as they stand. Unwrapping, gaps and sums are the monitor's.
 * Called from one thread at a time.
 */
public interface Sensor extends AutoCloseable {
    /**
     * Returns a sensor of one domain whose power can be read: {@code Sensor.ofPower(Domain.of("wall", DomainKind.WALL), () ->
     * readWatts())}. The monitor integrates it, by the trapezoid rule between two readings and never across one that failed. The
     * more often the monitor ticks, the smaller the error.
     *
     * @param domain what it measures
     * @param watts gives the power now, in W. If it throws, or gives no power (negative, infinite, NaN), the energy around this
     *     reading is unknown. Called by one thread at a time
     * @return the sensor
     * @throws IllegalArgumentException if the domain has a range
     */
    static Sensor ofPower(Domain domain, DoubleSupplier watts) {
        return SuppliedSensor.ofPower(domain, watts);
    }

    /**
     * Returns a sensor of one domain that has a counter of energy.
     *
     * @param domain what it measures
     * @param counter gives the value of the counter, which grows and starts again after {@link Domain#range()}. If it throws, the
     *     energy is unknown until it gives a value again. Called by one thread at a time
     * @return the sensor
     */
    static Sensor ofEnergy(Domain domain, Supplier<Energy> counter) {
        return SuppliedSensor.ofEnergy(domain, counter);
    }

    /**
     * What it reads.
     *
     * @return the same topology at every call
     */
    Topology topology();

    /**
     * Reads every counter. A counter that can't be read is reported by {@link RawCounters#fail}; the others are read all
     * the same. What is neither put nor failed counts as failed.
     *
     * @param counters where to put the readings, by the index of the domain in the topology
     */
    void read(RawCounters counters);

    /**
     * Returns the time between two moves of the counters. A reading is off by up to a step, so scopes that are not much longer
     * are too short; and a reading that is younger than two steps counts as one of now.
     *
     * @return 1 ms unless overridden, as for RAPL; 0 if the counters move all the time. The same at every call, not negative
     */
    default Duration step() {
        return Duration.ofMillis(1);
    }

    /**
     * How many CPUs the host of this sensor has, where it is not the machine's but a part of that: a container's share, by the
     * limits of the container. Its energy is then shared by that much CPU time, and what nobody in sight used of that is idle.
     *
     * @return a number above 0, not always a whole one; empty if the host is the machine, as it mostly is
     */
    default OptionalDouble cpus() {
        return OptionalDouble.empty();
    }

    /**
     * Tells for whom the devices worked whose energy is not shared by CPU time ({@link DomainKind#GPU}), since it was last
     * asked; asked once a tick, after the processes were read. A device of which it tells nothing was idle. Unless this is
     * overridden nobody can tell.
     *
     * @param use is told
     */
    default void readUse(DeviceUse use) {
        List<Domain> domains = topology().domains();
        for (int i = 0; i < domains.size(); i++) {
            if (domains.get(i).kind() == DomainKind.GPU) {
                use.unknown(i);
            }
        }
    }

    /** Releases what the sensor holds; nothing unless overridden. Does nothing the second time. */
    @Override
    default void close() {}
}
