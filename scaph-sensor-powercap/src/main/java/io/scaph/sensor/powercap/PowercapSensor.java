package io.scaph.sensor.powercap;

import io.scaph.api.spi.RawCounters;
import io.scaph.api.spi.Sensor;
import io.scaph.api.topology.Topology;
import io.scaph.linux.counterfile.CounterFiles;
import io.scaph.linux.environment.SuspendWatch;

/** Reads the counter files of a tree. */
final class PowercapSensor implements Sensor {
    private final Topology topology;
    private final CounterFiles files;
    private final int count;

    private final SuspendWatch suspends;

    PowercapSensor(ZoneMap map, SuspendWatch suspends) {
        this.suspends = suspends;
        topology = map.topology();
        files = new CounterFiles(map.files());
        count = map.files().size();
    }

    @Override
    public Topology topology() {
        return topology;
    }

    @Override
    public void read(RawCounters counters) {
        if (suspends.wasSuspended()) {
            counters.suspended();
        }
        files.read(0, count);
        for (int i = 0; i < count; i++) {
            Readings.pass(files, i, 0, counters);
        }
    }

    @Override
    public void close() {
        files.close();
        suspends.close();
    }
}
