package io.scaph.recording;

import io.scaph.api.internal.counter.CounterReadings;
import io.scaph.api.internal.tick.OpenSensor;
import io.scaph.api.internal.value.SensorName;
import io.scaph.api.internal.value.TopologyRecord;
import io.scaph.api.spi.DeviceUse;
import io.scaph.api.spi.RawCounters;
import io.scaph.api.spi.Sensor;
import io.scaph.api.topology.Topology;
import java.util.List;
import java.util.stream.Collectors;

/** Several sensors with different domains, as one. */
final class JoinedSensor implements Sensor {
    private record Part(Sensor sensor, CounterReadings counters, int first) {}

    private final Topology topology;
    private final Part[] parts;

    private JoinedSensor(List<Sensor> sensors) {
        topology = TopologyRecord.union(sensors.stream().map(Sensor::topology).toList());
        parts = new Part[sensors.size()];
        int first = 0;
        for (int i = 0; i < parts.length; i++) {
            int domains = sensors.get(i).topology().domains().size();
            parts[i] = new Part(sensors.get(i), new CounterReadings(domains), first);
            first += domains;
        }
    }

    static OpenSensor of(List<OpenSensor> sensors) {
        if (sensors.size() == 1) {
            return sensors.get(0);
        }
        String names = sensors.stream().map(open -> open.info().name()).collect(Collectors.joining("+"));
        String reasons = sensors.stream().map(open -> open.info().reason()).collect(Collectors.joining("; "));
        return new OpenSensor(
                new SensorName(names, reasons),
                new JoinedSensor(sensors.stream().map(OpenSensor::sensor).toList()));
    }

    @Override
    public Topology topology() {
        return topology;
    }

    @Override
    public void read(RawCounters counters) {
        for (Part part : parts) {
            part.counters().begin(counters.nanoTime());
            part.sensor().read(part.counters());
            copy(part, counters);
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
            part.sensor().readUse(new DeviceUse() {
                @Override
                public void busy(int domain, long pid, long nanos) {
                    use.busy(part.first() + domain, pid, nanos);
                }

                @Override
                public void unknown(int domain) {
                    use.unknown(part.first() + domain);
                }
            });
        }
    }

    @Override
    public void close() {
        for (Part part : parts) {
            part.sensor().close();
        }
    }
}
