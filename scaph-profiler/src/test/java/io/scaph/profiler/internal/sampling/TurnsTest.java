package io.scaph.profiler.internal.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class TurnsTest {
    private static final long PERIOD_NANOS = 10_000_000;

    private final Turns turns = new Turns();
    private Instant now = Instant.EPOCH;

    private int take(long thread) {
        now = now.plusNanos(PERIOD_NANOS);
        return turns.take(thread, now, PERIOD_NANOS);
    }

    @Test
    void aThreadAloneStandsForItself() {
        assertThat(take(1)).isEqualTo(1);
        assertThat(take(1)).isEqualTo(1);
    }

    @Test
    void threadsInTurnStandForAllOfThem() {
        take(1);
        take(2);
        take(3);

        assertThat(take(1)).isEqualTo(3);
        assertThat(take(2)).isEqualTo(3);
    }

    @Test
    void anotherThreadCountsOnce() {
        take(1);
        take(2);
        take(2);

        assertThat(take(1)).isEqualTo(2);
    }

    @Test
    void aThreadThatWasSampledBeforeTheLastTurnDoesNotCount() {
        take(2);
        take(1);

        assertThat(take(1)).isEqualTo(1);
    }

    @Test
    void aThreadThatWasElsewhereForLongHasNotTakenTurns() {
        take(1);
        for (int i = 0; i < 10; i++) {
            take(2);
        }

        assertThat(take(1)).isEqualTo(1);
        assertThat(take(2)).isEqualTo(2);
        assertThat(take(1)).isEqualTo(2);
    }

    @Test
    void aThreadAloneCountsAloneAfterAPause() {
        take(1);
        now = now.plusSeconds(1);

        assertThat(take(1)).isEqualTo(1);
    }
}
