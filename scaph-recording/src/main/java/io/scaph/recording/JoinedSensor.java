package io.scaph.recording;

import io.scaph.api.internal.counter.CounterReadings;
import io.scaph.api.internal.plugin.PluginGuard;
import io.scaph.api.internal.snapshot.SensorName;
import io.scaph.api.internal.tick.OpenSensor;
import io.scaph.api.internal.topology.TopologyRecord;
import io.scaph.api.spi.DeviceUse;
import io.scaph.api.spi.RawCounters;
import io.scaph.api.spi.Sensor;
import io.scaph.api.topology.Topology;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Several sensors with different domains, as one. A sensor that fails costs only its own domains. */
final class JoinedSensor implements Sensor {
    private static final Logger LOGGER = LoggerFactory.getLogger(JoinedSensor.class);

    private record Part(
            OpenSensor open, PluginGuard reading, PluginGuard asking, CounterReadings counters, int first) {}

    private final Topology topology;
    private final Part[] parts;

    private JoinedSensor(List<OpenSensor> sensors) {
        topology =
                TopologyRecord.union(sensors.stream().map(OpenSensor::topology).toList());
        parts = new Part[sensors.size()];
        int first = 0;
        for (int i = 0; i < parts.length; i++) {
            OpenSensor open = sensors.get(i);
            int domains = open.topology().domains().size();
            String name = open.info().name();
            parts[i] = new Part(
                    open,
                    new PluginGuard(LOGGER, "sensor " + name),
                    new PluginGuard(LOGGER, "asking sensor " + name + " who used its devices"),
                    new CounterReadings(domains),
                    first);
            first += domains;
        }
    }

    static OpenSensor of(List<OpenSensor> sensors) {
        if (sensors.size() == 1) {
            return sensors.get(0);
        }
        String names = sensors.stream().map(open -> open.info().name()).collect(Collectors.joining("+"));
        String reasons = sensors.stream().map(open -> open.info().reason()).collect(Collectors.joining("; "));
        JoinedSensor joined = new JoinedSensor(sensors);
        long step = sensors.stream().mapToLong(OpenSensor::stepNanos).max().orElseThrow();
        return new OpenSensor(new SensorName(names, reasons), joined, joined.topology, OptionalDouble.empty(), step);
    }

    @Override
    public Topology topology() {
        return topology;
    }

    @Override
    public void read(RawCounters counters) {
        for (Part part : parts) {
            part.counters().begin(counters.nanoTime());
            String failure = part.reading().run(() -> part.open().sensor().read(part.counters()));
            if (failure == null) {
                copy(part, counters);
            } else {
                for (int i = 0; i < part.counters().size(); i++) {
                    counters.fail(part.first() + i, failure);
                }
            }
        }
    }

    private static void copy(Part part, RawCounters to) {
        CounterReadings from = part.counters();
        if (from.wasSuspended()) {
            to.suspended();
        }
        if (from.wasRestarted()) {
            to.restarted();
        }
        for (int i = 0; i < from.size(); i++) {
            int domain = part.first() + i;
            if (from.failure(i).isPresent()) {
                to.fail(domain, from.failure(i).get());
            } else if (from.publication(i) > 0) {
                to.put(domain, from.microjoules(i), from.publication(i));
            } else {
                to.putEstimate(domain, from.microjoules(i), from.lowMicrojoules(i), from.highMicrojoules(i));
            }
        }
    }

    @Override
    public void readUse(DeviceUse use) {
        for (Part part : parts) {
            DeviceUse its = shifted(part.first(), use);
            if (part.asking().run(() -> part.open().sensor().readUse(its)) != null) {
                DeviceLines.unknown(part.open().topology(), its);
            }
        }
    }

    private static DeviceUse shifted(int first, DeviceUse use) {
        return new DeviceUse() {
            @Override
            public void busy(int domain, long pid, long nanos) {
                use.busy(first + domain, pid, nanos);
            }

            @Override
            public void unknown(int domain) {
                use.unknown(first + domain);
            }
        };
    }

    @Override
    public void close() {
        for (Part part : parts) {
            part.reading().run(part.open().sensor()::close);
        }
    }
}
