package io.scaph.api.internal.counter;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaph.api.internal.counter.EnergyCounter.Meaning;
import org.junit.jupiter.api.Test;

/** How a counter treats an unchanged reading if it never stands still, or if another process publishes it. */
class StillCounterTest {
    /** The range that the kernel shows of most Intel parts. */
    private static final long INTEL = 262_143_328_850L;

    private static final long WATTS = 1_500;
    private static final long SECOND = 1_000_000_000;
    private static final long JOULE = 1_000_000;

    @Test
    void aCounterThatNeverStandsStillShowsNothingUntilItMoves() {
        EnergyCounter moving = EnergyCounter.wrapping(INTEL, WATTS).neverStill(true);
        moving.read(99 * JOULE, -SECOND);
        moving.read(100 * JOULE, 0);

        Meaning still = moving.read(100 * JOULE, SECOND);
        long knownWhileStill = moving.knownNanos();
        moving.read(160 * JOULE, 3 * SECOND);

        assertThat(still).isEqualTo(Meaning.STILL);
        assertThat(knownWhileStill).isEqualTo(SECOND);
        assertThat(moving.energyMicrojoules()).isEqualTo(61 * JOULE);
        assertThat(moving.knownNanos()).isEqualTo(4 * SECOND);
        assertThat(moving.corrections().recoveries()).isZero();
    }

    @Test
    void theFirstMoveOfACounterThatStoodStillFromTheStartIsOfAnUnknownTime() {
        EnergyCounter slow = EnergyCounter.wrapping(INTEL, WATTS).neverStill(true);
        slow.read(0, 0);
        slow.read(0, SECOND);

        Meaning first = slow.read(100 * JOULE, 2 * SECOND);
        slow.read(200 * JOULE, 7 * SECOND);

        assertThat(first).isEqualTo(Meaning.FIRST);
        assertThat(slow.energyMicrojoules()).isEqualTo(100 * JOULE);
        assertThat(slow.knownNanos()).isEqualTo(5 * SECOND);
    }

    @Test
    void theFirstMoveOfAPublishedCounterIsOfAnUnknownTime() {
        EnergyCounter published = EnergyCounter.unbounded(WATTS).neverStill(false);
        published.read(0, 0);

        assertThat(published.read(100 * JOULE, SECOND)).isEqualTo(Meaning.FIRST);
        assertThat(published.read(120 * JOULE, 2 * SECOND)).isEqualTo(Meaning.ADVANCED);
        assertThat(published.energyMicrojoules()).isEqualTo(20 * JOULE);
    }

    @Test
    void whatWasMeasuredAgainAndStandsStillHasUsedNothing() {
        EnergyCounter published = EnergyCounter.unbounded(WATTS).neverStill(false);
        published.read(100 * JOULE, 0, true);
        published.read(100 * JOULE, SECOND, true);

        assertThat(published.read(100 * JOULE, 2 * SECOND, true)).isEqualTo(Meaning.ADVANCED);
        assertThat(published.energyMicrojoules()).isZero();
        assertThat(published.knownNanos()).isEqualTo(SECOND);
    }

    @Test
    void whatWasNotMeasuredAgainShowsNothing() {
        EnergyCounter published = EnergyCounter.unbounded(WATTS).neverStill(false);
        published.read(100 * JOULE, 0, true);
        published.read(110 * JOULE, SECOND, true);

        assertThat(published.read(110 * JOULE, 2 * SECOND, false)).isEqualTo(Meaning.STILL);
        assertThat(published.settled()).isFalse();
        published.read(130 * JOULE, 3 * SECOND, true);

        assertThat(published.energyMicrojoules()).isEqualTo(20 * JOULE);
        assertThat(published.knownNanos()).isEqualTo(2 * SECOND);
    }
}
