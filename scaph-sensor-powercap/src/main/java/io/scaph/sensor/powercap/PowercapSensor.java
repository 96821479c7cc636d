package io.scaph.sensor.powercap;

import io.scaph.api.spi.RawCounters;
import io.scaph.api.spi.Sensor;
import io.scaph.api.topology.Topology;
import io.scaph.linux.counterfile.CounterFile;
import io.scaph.linux.environment.SuspendWatch;
import java.io.IOException;

/** Reads the counter files of a tree. */
final class PowercapSensor implements Sensor {
    private final Topology topology;
    private final CounterFile[] files;

    private final SuspendWatch suspends;

    PowercapSensor(ZoneMap map, SuspendWatch suspends) {
        this.suspends = suspends;
        topology = map.topology();
        files = map.files().stream().map(CounterFile::new).toArray(CounterFile[]::new);
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
        for (int i = 0; i < files.length; i++) {
            try {
                counters.put(i, files[i].read());
            } catch (IOException e) {
                counters.fail(i, e.getMessage() == null ? e.toString() : e.getMessage());
            }
        }
    }

    @Override
    public void close() {
        for (CounterFile file : files) {
            file.close();
        }
        suspends.close();
    }
}
