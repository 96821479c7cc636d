package io.scaph.api.internal.tick;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaph.api.internal.plugin.OpenSensor;
import io.scaph.api.internal.snapshot.SensorName;
import io.scaph.api.snapshot.AllocationPolicy;
import io.scaph.api.snapshot.SnapshotReader;
import io.scaph.api.spi.NanoClock;
import io.scaph.api.testing.Domains;
import io.scaph.api.testing.FakeSensor;
import io.scaph.api.testing.FakeWorkloads;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A sensor of a plugin that does not return, in real time. */
@Timeout(60)
class HungTickIT {
    private static final long MILLI = 1_000_000;

    private final FakeSensor sensor = FakeSensor.of(Domains.pkg(0));
    private final CountDownLatch hang = new CountDownLatch(1);

    private void hang() {
        try {
            hang.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aTickThatHangsIsNotHealthyAndNamesWhatItReads() throws Exception {
        Tick tick = new Tick(
                List.of(new OpenSensor(new SensorName("meter", "a fake"), sensor)),
                new FakeWorkloads(1),
                NanoClock.SYSTEM,
                AllocationPolicy.CAPACITY);
        try (TickLoop loop = TickLoop.start(tick, NanoClock.SYSTEM, 100 * MILLI);
                SnapshotReader reader = loop.reader()) {
            Optional<String> before = reader.trouble();
            sensor.intercept(this::hang);
            Thread.sleep(12_000);
            boolean current = reader.isCurrent();
            Optional<String> hung = reader.trouble();
            sensor.intercept(() -> {});
            hang.countDown();
            Thread.sleep(1_000);

            assertThat(before).isEmpty();
            assertThat(current).isFalse();
            assertThat(hung).hasValueSatisfying(reason -> assertThat(reason).contains("sensor meter has not returned"));
            assertThat(reader.isCurrent()).isTrue();
            assertThat(reader.trouble()).isEmpty();
        }
    }
}
