package io.scaph.recording;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaph.api.internal.plugin.OpenSensor;
import io.scaph.api.internal.snapshot.SensorName;
import io.scaph.api.spi.NanoClock;
import io.scaph.api.spi.RawCounters;
import io.scaph.api.spi.Sensor;
import io.scaph.api.spi.WorkloadSource;
import io.scaph.api.topology.Domain;
import io.scaph.api.topology.DomainKind;
import io.scaph.api.topology.Topology;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A plugin that throws while it is recorded costs only itself. */
class RecorderTest {
    private final Meter broken = new Meter(Domain.ofSocket(DomainKind.PACKAGE, 0));
    private final Meter good = new Meter(Domain.of("gpu-0", DomainKind.GPU));
    private final ByteArrayOutputStream text = new ByteArrayOutputStream();

    private static final class Meter implements Sensor {
        private final Topology topology;
        private boolean fails;
        private int closes;

        Meter(Domain domain) {
            topology = Topology.of(List.of(domain), List.of(domain));
        }

        @Override
        public Topology topology() {
            return topology;
        }

        @Override
        public void read(RawCounters counters) {
            if (fails) {
                throw new NoClassDefFoundError("on purpose");
            }
            counters.put(0, 1_000);
        }

        @Override
        public void close() {
            closes++;
        }
    }

    private static final class NoProcesses implements WorkloadSource {
        @Override
        public void read(Visitor visitor) {
            visitor.machine(1);
        }

        @Override
        public void close() {
            // Holds nothing.
        }
    }

    private Recording record(OpenSensor... open) throws IOException {
        try (Recorder recorder = new Recorder(List.of(open), new NoProcesses(), NanoClock.SYSTEM, text)) {
            recorder.tick();
            broken.fails = true;
            recorder.tick();
            recorder.end();
        }
        return Recording.read(new ByteArrayInputStream(text.toByteArray()), "it");
    }

    private static OpenSensor open(String name, Sensor sensor) {
        return new OpenSensor(new SensorName(name, ""), sensor);
    }

    @Test
    void aSensorThatThrowsHasNoReading() throws Exception {
        Recording recording = record(open("broken", broken));

        assertThat(recording.microjoules(0, 0)).isPositive();
        assertThat(recording.microjoules(1, 0)).isNegative();
        assertThat(broken.closes).isEqualTo(1);
    }

    @Test
    void ofSeveralSensorsOnlyTheOneThatThrowsHasNoReading() throws Exception {
        Recording recording = record(open("broken", broken), open("good", good));

        assertThat(recording.microjoules(1, 0)).isNegative();
        assertThat(recording.microjoules(1, 1)).isPositive();
        assertThat(good.closes).isEqualTo(1);
    }
}
