package io.scaph.api.internal.tick;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaph.api.internal.host.HostCounters;
import io.scaph.api.internal.ledger.AllocationKey;
import io.scaph.api.internal.plugin.OpenSensor;
import io.scaph.api.internal.snapshot.SensorName;
import io.scaph.api.spi.NanoClock;
import io.scaph.api.testing.Domains;
import io.scaph.api.testing.FakeSensor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

@SuppressWarnings("ConstantOverflow") // the clock may wrap
class TickScheduleTest {
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
}
