package io.scaph.api.internal.tick;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaph.api.snapshot.AllocationPolicy;
import io.scaph.api.snapshot.Health;
import io.scaph.api.snapshot.SensorInfo;
import io.scaph.api.snapshot.SnapshotReader;
import io.scaph.api.spi.NanoClock;
import io.scaph.api.testing.Domains;
import io.scaph.api.testing.FakeSensor;
import io.scaph.api.testing.FakeWorkloads;
import java.util.List;
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
                List.of(new OpenSensor(new SensorInfo("meter", "a fake"), sensor)),
                new FakeWorkloads(1),
                NanoClock.SYSTEM,
                AllocationPolicy.CAPACITY);
        try (TickLoop loop = TickLoop.start(tick, NanoClock.SYSTEM, 100 * MILLI);
                SnapshotReader reader = loop.reader()) {
            Health before = reader.health();
            sensor.intercept(this::hang);
            Thread.sleep(12_000);
            Health hung = reader.health();
            sensor.intercept(() -> {});
            hang.countDown();
            Thread.sleep(1_000);

            assertThat(before).isEqualTo(Health.GOOD);
            assertThat(hung.current()).isFalse();
            assertThat(hung.trouble())
                    .hasValueSatisfying(reason -> assertThat(reason).contains("sensor meter has not returned"));
            assertThat(reader.health()).isEqualTo(Health.GOOD);
        }
    }
}
