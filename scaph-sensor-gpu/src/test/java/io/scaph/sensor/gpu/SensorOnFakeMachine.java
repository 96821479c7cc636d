package io.scaph.sensor.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaph.api.internal.counter.CounterReadings;
import io.scaph.api.topology.Domain;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A sensor that finds what was put on a made up machine, and its readings. */
abstract class SensorOnFakeMachine {
    @TempDir
    Path directory;

    FakeMachine machine;

    @SuppressWarnings("NullAway.Init")
    GpuSensor sensor;

    @BeforeEach
    void begin() throws IOException {
        machine = new FakeMachine(directory);
    }

    Domain only() {
        assertThat(sensor.topology().domains()).hasSize(1);
        return sensor.topology().domains().get(0);
    }

    CounterReadings read() {
        CounterReadings counters =
                new CounterReadings(sensor.topology().domains().size());
        sensor.read(counters);
        return counters;
    }

    CounterReadings after(long millis) {
        machine.clock().advance(Duration.ofMillis(millis));
        return read();
    }
}
