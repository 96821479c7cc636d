package io.scaph.profiler.internal.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RealPeriodTest {
    private final RealPeriod period = new RealPeriod(Duration.ofMillis(10));

    @Test
    void withoutSamplesItIsTheRequestedOne() {
        assertThat(period.nanos()).isEqualTo(10_000_000);
    }

    @Test
    void itIsTheTimeBetweenTheSamplesOfAThread() {
        for (int i = 0; i < 500; i++) {
            period.sampled(1, Instant.ofEpochSecond(0, i * 11_500_000L));
            period.sampled(2, Instant.ofEpochSecond(0, i * 11_500_000L + 3_000_000));
        }

        assertThat(period.nanos()).isCloseTo(11_500_000, within(100_000L));
    }

    @Test
    void pausesDoNotCount() {
        for (int i = 0; i < 500; i++) {
            period.sampled(1, Instant.ofEpochSecond(i));
        }

        assertThat(period.nanos()).isEqualTo(10_000_000);
    }
}
