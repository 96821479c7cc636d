package io.scaph.api.internal.meter;

import io.scaph.api.Monitor;
import io.scaph.api.MonitorBuilder;
import io.scaph.api.snapshot.DomainEnergy;
import io.scaph.api.snapshot.Snapshot;
import io.scaph.api.snapshot.SnapshotReader;
import io.scaph.api.spi.Sensor;
import io.scaph.api.testing.FakeWorkloads;
import io.scaph.api.testing.VirtualClock;
import io.scaph.api.topology.Domain;
import io.scaph.api.topology.DomainKind;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/** Opens monitors of sensors of one expression, in virtual time. */
abstract class SuppliedSensorMonitors {
    static final long SECOND = VirtualClock.SECOND;
    static final long JOULE = 1_000_000;

    final Domain wall = Domain.of("wall", DomainKind.WALL).at("plug");
    final VirtualClock clock = new VirtualClock();
    private final List<Monitor> opened = new ArrayList<>();

    @AfterEach
    void close() {
        opened.forEach(Monitor::close);
    }

    final SnapshotReader open(Sensor... sensors) throws Exception {
        return monitor(sensors).reader();
    }

    final Monitor monitor(Sensor... sensors) throws Exception {
        MonitorBuilder builder =
                Monitor.builder().workloads(new FakeWorkloads(4)).clock(clock).manualTicks();
        for (int i = 0; i < sensors.length; i++) {
            builder.sensor("sensor-" + i, "", sensors[i]);
        }
        Monitor monitor = builder.open();
        opened.add(monitor);
        return monitor;
    }

    final Snapshot second(SnapshotReader reader) {
        clock.advance(SECOND);
        return reader.refresh();
    }

    static long microjoules(Snapshot snapshot) {
        return snapshot.host().energy().microjoules();
    }

    static DomainEnergy domain(Snapshot snapshot) {
        return snapshot.domains().get(0);
    }
}
