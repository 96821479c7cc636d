package io.scaph.api.internal.tick;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaph.api.internal.host.HostCounters;
import io.scaph.api.internal.ledger.AllocationKey;
import io.scaph.api.internal.plugin.OpenSensor;
import io.scaph.api.internal.snapshot.SensorName;
import io.scaph.api.snapshot.AllocationPolicy;
import io.scaph.api.snapshot.Snapshot;
import io.scaph.api.snapshot.SnapshotReader;
import io.scaph.api.spi.NanoClock;
import io.scaph.api.testing.Domains;
import io.scaph.api.testing.FakeSensor;
import io.scaph.api.testing.FakeWorkloads;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@SuppressWarnings("ConstantOverflow") // the clock may wrap
class TickScheduleTest {
    private static final long MILLI = 1_000_000;
    private static final long SECOND = 1_000_000_000;
    private static final long START = Long.MAX_VALUE - 3 * SECOND;

    private final HostCounters counters = new HostCounters(
            List.of(new OpenSensor(new SensorName("fake", "a fake"), FakeSensor.of(Domains.gpu(0)))),
            NanoClock.SYSTEM,
            AllocationKey::of);

    private TickSchedule every(long period) {
        return new TickSchedule(counters, period, START);
    }

    @Test
    void theCountersAreReadEachSecondOfALongTick() {
        TickSchedule schedule = every(5 * SECOND);
        List<Boolean> ticks = new ArrayList<>();

        for (int second = 1; second <= 10; second++) {
            assertThat(schedule.nextRead() - START).isEqualTo(second * SECOND);
            boolean isDue = schedule.isTickDue(schedule.nextRead());
            ticks.add(isDue);
            if (isDue) {
                schedule.dueTick();
            }
        }

        assertThat(ticks).containsExactly(false, false, false, false, true, false, false, false, false, true);
    }

    @Test
    void aRequestedTickTakesThePlaceOfTheNextOne() {
        TickSchedule schedule = every(SECOND);

        assertThat(schedule.isTickDue(START + SECOND / 10)).isFalse();
        schedule.requestedTick();

        assertThat(schedule.nextRead() - START).isEqualTo(SECOND * 11 / 10);
        assertThat(schedule.isTickDue(schedule.nextRead())).isTrue();
    }

    @Test
    void aLateTickDoesNotMoveTheFollowingOnes() {
        TickSchedule schedule = every(SECOND);

        assertThat(schedule.isTickDue(START + SECOND * 13 / 10)).isTrue();
        schedule.dueTick();

        assertThat(schedule.nextRead() - START).isEqualTo(2 * SECOND);
    }

    @Test
    void missedTicksAreLeftOut() {
        TickSchedule schedule = every(SECOND);

        assertThat(schedule.isTickDue(START + SECOND * 47 / 10)).isTrue();
        schedule.dueTick();

        assertThat(schedule.nextRead() - START).isEqualTo(5 * SECOND);
    }

    /** On the thread of a loop, in real time. */
    @Test
    @Timeout(20)
    void ticksThatFailKeepTheSchedule() throws Exception {
        AtomicInteger ticks = new AtomicInteger();
        AtomicBoolean broken = new AtomicBoolean();
        FakeSensor sensor = FakeSensor.of(Domains.gpu(0));
        Tick tick = new Tick(
                List.of(new OpenSensor(new SensorName("fake", "a fake"), sensor)),
                new FakeWorkloads(1),
                new NanoClock() {
                    @Override
                    public long nanoTime() {
                        ticks.incrementAndGet();
                        if (broken.get()) {
                            throw new IllegalStateException("broken on purpose");
                        }
                        return System.nanoTime();
                    }

                    @Override
                    public void sleepUntil(long deadlineNanos) throws InterruptedException {
                        NanoClock.SYSTEM.sleepUntil(deadlineNanos);
                    }
                },
                AllocationPolicy.CAPACITY);
        try (TickLoop loop = TickLoop.start(tick, NanoClock.SYSTEM, 50 * MILLI);
                SnapshotReader reader = loop.reader()) {
            Snapshot before = reader.latest();
            broken.set(true);
            ticks.set(0);

            NanoClock.SYSTEM.sleepUntil(System.nanoTime() + 300 * MILLI);
            int failed = ticks.get();
            broken.set(false);
            Snapshot after = reader.refresh();

            assertThat(failed).isBetween(1, 8);
            // The tick that was asked for, and perhaps one that was due just before.
            assertThat(after.sequence()).isBetween(before.sequence() + 1, before.sequence() + 2);
        }
    }
}
