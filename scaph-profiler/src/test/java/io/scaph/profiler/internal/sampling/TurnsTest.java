package io.scaph.profiler.internal.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TurnsTest {
    private final Turns turns = new Turns();

    @Test
    void aThreadAloneStandsForItself() {
        assertThat(turns.take(1)).isEqualTo(1);
        assertThat(turns.take(1)).isEqualTo(1);
    }

    @Test
    void threadsInTurnStandForAllOfThem() {
        turns.take(1);
        turns.take(2);
        turns.take(3);

        assertThat(turns.take(1)).isEqualTo(3);
        assertThat(turns.take(2)).isEqualTo(3);
    }

    @Test
    void anotherThreadCountsOnceHoweverOftenItWasSampledInBetween() {
        turns.take(1);
        for (int i = 0; i < 10; i++) {
            turns.take(2);
        }

        assertThat(turns.take(1)).isEqualTo(2);
    }

    @Test
    void aThreadThatWasSampledBeforeTheLastTurnDoesNotCount() {
        turns.take(2);
        turns.take(1);

        assertThat(turns.take(1)).isEqualTo(1);
    }
}
