package io.scaph.api.internal.plugin;

import io.scaph.api.snapshot.SensorInfo;
import io.scaph.api.spi.Sensor;
import io.scaph.api.topology.Domain;
import io.scaph.api.topology.DomainKind;
import io.scaph.api.topology.Topology;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import org.slf4j.LoggerFactory;

/**
 * A sensor that a monitor reads, and its description, which is requested once because it does not change.
 *
 * @param info its name and why it was chosen
 * @param sensor the sensor; the monitor closes it
 * @param topology what it reads
 * @param cpus how many CPUs its host has, where that is a part of the machine
 * @param stepNanos the time between two moves of its counters, in ns
 */
public record OpenSensor(SensorInfo info, Sensor sensor, Topology topology, OptionalDouble cpus, long stepNanos)
        implements AutoCloseable {
    /**
     * Requests the description of a sensor, which may throw anything.
     *
     * @param info its name and why it was chosen
     * @param sensor the sensor
     */
    public OpenSensor(SensorInfo info, Sensor sensor) {
        this(
                info,
                sensor,
                Objects.requireNonNull(sensor.topology(), "it has no topology"),
                Objects.requireNonNull(sensor.cpus(), "it has no number of CPUs"),
                Math.max(0, sensor.step().toNanos()));
    }

    /**
     * Returns the same sensor with other ceilings.
     *
     * @param ceilings watts, for the kinds that get another ceiling
     * @return a sensor whose domains have them
     */
    public OpenSensor withCeilings(Map<DomainKind, Long> ceilings) {
        if (ceilings.isEmpty()) {
            return this;
        }
        Topology capped = Topology.of(capped(topology.domains(), ceilings), capped(topology.host(), ceilings))
                .withoutPsys(capped(topology.hostWithoutPsys(), ceilings))
                .ignoring(topology.ignored());
        return new OpenSensor(info, sensor, capped, cpus, stepNanos);
    }

    private static List<Domain> capped(List<Domain> domains, Map<DomainKind, Long> ceilings) {
        return domains.stream()
                .map(domain -> domain.withCeiling(ceilings.getOrDefault(domain.kind(), domain.ceilingWatts())))
                .toList();
    }

    /** Closes the sensor. A failure is logged. */
    @Override
    public void close() {
        close(info, sensor);
    }

    /**
     * Closes a sensor. A failure is logged.
     *
     * @param info its name
     * @param sensor the sensor
     */
    public static void close(SensorInfo info, Sensor sensor) {
        new PluginGuard(LoggerFactory.getLogger(OpenSensor.class), "closing sensor " + info.name()).run(sensor::close);
    }
}
