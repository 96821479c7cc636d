package io.scaph.api.internal.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scaph.api.internal.ledger.AllocationKey;
import io.scaph.api.internal.plugin.OpenSensor;
import io.scaph.api.internal.snapshot.SensorName;
import io.scaph.api.snapshot.DomainEnergy;
import io.scaph.api.testing.Domains;
import io.scaph.api.testing.FakeSensor;
import io.scaph.api.testing.VirtualClock;
import io.scaph.api.topology.Domain;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Counters that are read by ticks, and by samples in between. */
class HostCountersTest {
    private static final long JOULE = 1_000_000;
    private static final long SLOW_NANOS = 120_000_000;

    private final Domain pkg = Domains.pkg(0);
    private final FakeSensor sensor = FakeSensor.of(pkg);
    private final VirtualClock clock = new VirtualClock();
    private final HostCounters counters = new HostCounters(List.of(open(sensor)), clock, AllocationKey::of);

    private static OpenSensor open(FakeSensor sensor) {
        return new OpenSensor(new SensorName("fake", "a fake"), sensor);
    }

    private void tick() {
        clock.advance(VirtualClock.SECOND);
        sensor.add(pkg, 10 * JOULE);
        counters.read();
    }

    private static void waitLong() {
        long end = System.nanoTime() + SLOW_NANOS;
        while (System.nanoTime() - end < 0) {
            LockSupport.parkNanos(SLOW_NANOS);
        }
    }

    @Test
    void aSampleReadsAFastSensor() {
        tick();
        tick();
        clock.advance(VirtualClock.SECOND);
        sensor.add(pkg, 5 * JOULE);
        int readsOfTicks = sensor.reads();

        Sample sample = counters.sample();

        assertThat(sensor.reads()).isEqualTo(readsOfTicks + 1);
        assertThat(sample.host().microjoules()).isEqualTo(15 * JOULE);
    }

    @Test
    void aSampleDoesNotWaitForASlowSensor() {
        sensor.intercept(HostCountersTest::waitLong);
        for (int i = 0; i < 3; i++) {
            tick();
        }
        clock.advance(VirtualClock.SECOND);
        int readsOfTicks = sensor.reads();

        Sample sample = counters.sample();

        assertThat(sensor.reads()).isEqualTo(readsOfTicks);
        assertThat(sample.host().microjoules()).isEqualTo(20 * JOULE);
    }

    @Test
    void aSensorThatIsFastAgainIsReadForSamples() {
        sensor.intercept(HostCountersTest::waitLong);
        for (int i = 0; i < 3; i++) {
            tick();
        }
        sensor.intercept(() -> {});
        tick();
        clock.advance(VirtualClock.SECOND);
        int readsOfTicks = sensor.reads();

        counters.sample();

        assertThat(sensor.reads()).isEqualTo(readsOfTicks + 1);
    }

    @Test
    void aSensorThatWaitsToTakeOverIsClosedWithTheOthers() {
        FakeSensor next = FakeSensor.of(Domains.pkg(1));
        counters.replace(List.of(open(next)));

        counters.close();

        assertThat(sensor.closes()).isEqualTo(1);
        assertThat(next.closes()).isEqualTo(1);
    }

    @Test
    void theTotalsOfADomainContinueWhenAnotherSensorTakesOver() {
        tick();
        sensor.failing(pkg, true);
        tick();
        sensor.failing(pkg, false);
        tick();
        FakeSensor next = FakeSensor.of(pkg);
        counters.replace(List.of(new OpenSensor(new SensorName("next", "another fake"), next)));
        tick();
        clock.advance(VirtualClock.SECOND);
        next.add(pkg, 7 * JOULE);

        DomainEnergy total = counters.read().domains().get(0);

        assertThat(total.energy().microjoules()).isEqualTo((20 + 10 + 7) * JOULE);
        assertThat(total.knownTime()).isEqualTo(Duration.ofSeconds(4));
        assertThat(total.corrections().failedReads()).isEqualTo(1);
        assertThat(total.corrections().recoveries()).isEqualTo(1);
    }

    @Test
    void closedCountersTakeNoSensor() {
        counters.close();

        assertThatThrownBy(() -> counters.replace(List.of(open(FakeSensor.of(Domains.pkg(1))))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the monitor is closed");
    }
}
