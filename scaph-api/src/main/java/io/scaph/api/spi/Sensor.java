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
 * An open sensor, which reads the raw values of a host's energy counters. The monitor handles wraps and gaps, and adds up the
 * energy. Called by one thread at a time, not always the same one.
 */
public interface Sensor extends AutoCloseable {
    /**
     * Returns a sensor of one domain whose power can be read: {@code Sensor.ofPower(Domain.of("wall", DomainKind.WALL), () ->
     * readWatts())}. The monitor integrates it, by the trapezoid rule between two readings and never across one that failed.
     * The more often the monitor ticks, the smaller the error.
     *
     * @param domain the domain that is measured
     * @param watts returns the current power, in W. If it throws, or returns no power (negative, infinite, NaN), the energy
     *     around this reading is unknown. Called by one thread at a time; must not block
     * @return the sensor
     * @throws IllegalArgumentException if the domain has a range
     */
    static Sensor ofPower(Domain domain, DoubleSupplier watts) {
        return ofPower(domain, Duration.ofMillis(1), watts);
    }

    /**
     * Returns a sensor of one domain whose power is measured from time to time, for example by a meter that is read over a
     * network.
     *
     * @param domain what it measures
     * @param step how often the power is measured again: scopes that are not much longer are too short
     * @param watts gives the power now, in W, as {@link #ofPower(Domain, DoubleSupplier)}
     * @return the sensor
     * @throws IllegalArgumentException if the domain has a range, or the step is negative
     */
    static Sensor ofPower(Domain domain, Duration step, DoubleSupplier watts) {
        return SuppliedSensor.ofPower(domain, step, watts);
    }

    /**
     * Returns a sensor of one domain that has a counter of energy.
     *
     * @param domain the domain that is measured
     * @param counter returns the value of the counter, not negative, which grows and restarts at 0 after {@link
     *     Domain#range()}. If it throws, the energy is unknown until it returns a value again. Called by one thread at a time;
     *     must not block
     * @return the sensor
     */
    static Sensor ofEnergy(Domain domain, Supplier<Energy> counter) {
        return ofEnergy(domain, Duration.ofMillis(1), counter);
    }

    /**
     * Returns a sensor of one domain that has an energy counter which moves from time to time. While it does not move, the
     * energy is unknown, as nothing shows that it was measured again: after 10 s the domain counts as missing until the counter
     * moves.
     *
     * @param domain what it measures
     * @param step the time between two moves of the counter: scopes that are not much longer are too short
     * @param counter gives the value of the counter, as {@link #ofEnergy(Domain, Supplier)}
     * @return the sensor
     * @throws IllegalArgumentException if the step is negative
     */
    static Sensor ofEnergy(Domain domain, Duration step, Supplier<Energy> counter) {
        return SuppliedSensor.ofEnergy(domain, step, counter);
    }

    /**
     * Returns the domains that the sensor reads.
     *
     * @return the topology, the same at every call
     */
    Topology topology();

    /**
     * Reads every counter. If a counter can't be read, the sensor reports that by {@link RawCounters#fail} and reads the
     * others. A counter for which it reports neither a value nor a failure counts as failed. If this method throws,
     * what it reported before counts, and all other counters count as failed. It should allocate nothing, and must not block:
     * the tick waits for it.
     *
     * @param counters receives the readings, by the index of the domain in the topology
     */
    void read(RawCounters counters);

    /**
     * Returns the time between two updates of the counters. A reading is off by up to one step, so a scope that is not much
     * longer is too short. A reading that is younger than two steps counts as a current one.
     *
     * @return the step, not negative and the same at every call; 0 if the counters move continuously. It is 1 ms unless
     *     overridden, as for RAPL
     */
    default Duration step() {
        return Duration.ofMillis(1);
    }

    /**
     * Returns how many CPUs the host of this sensor has if that host is a part of the machine, such as a container with CPU
     * limits. The energy is then divided over the CPU time of that number of CPUs. What no visible process used of this time
     * is idle.
     *
     * @return a number above 0, which need not be whole, the same at every call; empty if the host is the whole machine, which
     *     is the default
     */
    default OptionalDouble cpus() {
        return OptionalDouble.empty();
    }

    /**
     * Reports which processes each device worked for since the last call. Devices are the domains whose energy is not divided
     * by CPU time ({@link DomainKind#GPU}). Called once per tick, after the processes were read. A device without a report was
     * idle. If this method throws, the use of all its devices is unknown in this tick. Unless overridden, it is always
     * unknown.
     *
     * @param use receives the reports
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
