package io.scaph.sensor.powercap;

import io.scaph.api.spi.RawCounters;
import io.scaph.api.spi.Sensor;
import io.scaph.api.topology.Topology;
import io.scaph.linux.counterfile.CounterFiles;
import io.scaph.linux.environment.SuspendWatch;
import io.scaph.sensor.powercap.internal.zone.ZoneMap;
import java.util.Optional;

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
        suspends.report(counters);
        files.read(0, count);
        for (int i = 0; i < count; i++) {
            report(files, i, counters);
        }
    }

    /** Reports the last reading of a file. */
    static void report(CounterFiles files, int index, RawCounters counters) {
        Optional<String> failure = files.failure(index);
        if (failure.isEmpty()) {
            counters.put(index, files.value(index));
        } else if (files.isBlocked(index)) {
            counters.block(index, failure.get());
        } else {
            counters.fail(index, failure.get());
        }
    }

    @Override
    public void close() {
        files.close();
        suspends.close();
    }
}
