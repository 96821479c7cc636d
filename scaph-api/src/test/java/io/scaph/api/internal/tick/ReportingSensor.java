package io.scaph.api.internal.tick;

import io.scaph.api.spi.DeviceUse;
import io.scaph.api.spi.RawCounters;
import io.scaph.api.spi.Sensor;
import io.scaph.api.topology.Topology;
import java.util.function.Consumer;

/** A sensor that allocates nothing. All of its counters show the same value. */
final class ReportingSensor implements Sensor {
    private final Topology topology;
    private final Consumer<DeviceUse> reporting;
    long microjoules;

    ReportingSensor(Topology topology, Consumer<DeviceUse> reporting) {
        this.topology = topology;
        this.reporting = reporting;
    }

    @Override
    public Topology topology() {
        return topology;
    }

    @Override
    public void read(RawCounters counters) {
        for (int i = 0; i < counters.size(); i++) {
            counters.put(i, microjoules);
        }
    }

    @Override
    public void readUse(DeviceUse use) {
        reporting.accept(use);
    }

    @Override
    public void close() {}
}
