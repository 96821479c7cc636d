package io.scaph.recording;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaph.api.internal.tick.OpenSensor;
import io.scaph.api.internal.value.SensorName;
import io.scaph.api.spi.NanoClock;
import io.scaph.api.testing.Domains;
import io.scaph.api.testing.FakeSensor;
import io.scaph.api.testing.FakeWorkloads;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A plugin that throws while it is recorded costs only itself. */
class RecorderTest {
    private final FakeSensor broken = FakeSensor.of(Domains.pkg(0));
    private final FakeSensor good = FakeSensor.of(Domains.gpu(0));
    private final FakeWorkloads workloads = new FakeWorkloads(1);
    private final ByteArrayOutputStream text = new ByteArrayOutputStream();

    private Recording record(OpenSensor open) throws IOException {
        try (Recorder recorder = new Recorder(open.info(), open.sensor(), workloads, NanoClock.SYSTEM, text)) {
            recorder.tick();
            broken.intercept(() -> {
                throw new NoClassDefFoundError("on purpose");
            });
            recorder.tick();
            recorder.end();
        }
        return Recording.read(new ByteArrayInputStream(text.toByteArray()), "it");
    }

    @Test
    void aSensorThatThrowsHasNoReading() throws Exception {

        Recording recording = record(new OpenSensor(new SensorName("broken", ""), broken));

        assertThat(recording.microjoules(0, 0)).isPositive();
        assertThat(recording.microjoules(1, 0)).isNegative();
        assertThat(broken.closes()).isEqualTo(1);
    }

    @Test
    void ofSeveralSensorsOnlyTheOneThatThrowsHasNoReading() throws Exception {

        Recording recording = record(JoinedSensor.of(List.of(
                new OpenSensor(new SensorName("broken", ""), broken),
                new OpenSensor(new SensorName("good", ""), good))));

        assertThat(recording.microjoules(1, 0)).isNegative();
        assertThat(recording.microjoules(1, 1)).isPositive();
        assertThat(good.closes()).isEqualTo(1);
    }
}
