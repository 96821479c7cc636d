package io.scaph.api.internal.tick;

import io.scaph.api.internal.value.TopologyRecord;
import io.scaph.api.spi.DeviceUse;
import io.scaph.api.spi.RawCounters;
import io.scaph.api.spi.Sensor;
import io.scaph.api.topology.DomainKind;
import io.scaph.api.topology.Topology;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalDouble;

/** A sensor whose domains have the ceilings that the user gave. */
public final class CappedSensor implements Sensor {
    private final Sensor sensor;
    private final Map<DomainKind, Long> ceilings;

    /**
     * Puts ceilings on a sensor.
     *
     * @param sensor the open sensor; closed with this one
     * @param ceilings watts, for the kinds that get another ceiling
     */
    public CappedSensor(Sensor sensor, Map<DomainKind, Long> ceilings) {
        this.sensor = sensor;
        this.ceilings = new EnumMap<>(ceilings);
    }

    @Override
    public Topology topology() {
        return TopologyRecord.withCeilings(sensor.topology(), ceilings);
    }

    @Override
    public void read(RawCounters counters) {
        sensor.read(counters);
    }

    @Override
    public void readUse(DeviceUse use) {
        sensor.readUse(use);
    }

    @Override
    public OptionalDouble cpus() {
        return sensor.cpus();
    }

    @Override
    public void close() {
        sensor.close();
    }
}
