package io.scaph.api.internal.tick;

import io.scaph.api.internal.topology.TopologyRecord;
import io.scaph.api.snapshot.SensorInfo;
import io.scaph.api.spi.Sensor;
import io.scaph.api.topology.DomainKind;
import io.scaph.api.topology.Topology;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;

/**
 * A sensor that a monitor reads, and what it says of itself: that does not change, so it is asked once.
 *
 * @param info its name and why it was chosen
 * @param sensor the sensor; the monitor closes it
 * @param topology what it reads
 * @param cpus how many CPUs its host has, where that is a part of the machine
 * @param stepNanos the time between two moves of its counters
 */
public record OpenSensor(SensorInfo info, Sensor sensor, Topology topology, OptionalDouble cpus, long stepNanos) {
    /**
     * Asks a sensor about itself; it may throw anything.
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
     * The same sensor with other ceilings.
     *
     * @param ceilings watts, for the kinds that get another ceiling
     * @return a sensor whose domains have them
     */
    public OpenSensor withCeilings(Map<DomainKind, Long> ceilings) {
        return ceilings.isEmpty()
                ? this
                : new OpenSensor(info, sensor, TopologyRecord.withCeilings(topology, ceilings), cpus, stepNanos);
    }
}
