package io.scaph.api.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scaph.api.internal.counter.CounterReadings;
import org.junit.jupiter.api.Test;

class RawCountersTest {
    private final CounterReadings counters = new CounterReadings(2);

    @Test
    void whatIsNotPutHasFailed() {
        counters.put(0, 5);

        assertThat(counters.failure(0)).isEmpty();
        assertThat(counters.microjoules(0)).isEqualTo(5);
        assertThat(counters.failure(1)).contains("the sensor gave no value");
    }

    @Test
    void theLastWordCounts() {
        counters.put(0, 5);
        counters.fail(0, "gone");
        counters.fail(1, "gone");
        counters.put(1, 6);

        assertThat(counters.failure(0)).contains("gone");
        assertThat(counters.failure(1)).isEmpty();
    }

    @Test
    void clearedReadingsHaveFailed() {
        counters.put(0, 5);

        counters.begin(System.nanoTime());

        assertThat(counters.failure(0)).isPresent();
    }

    @Test
    void aNegativeValueIsRefusedAndPutsNothing() {
        assertThatThrownBy(() -> counters.put(0, -1)).isInstanceOf(IllegalArgumentException.class);
        assertThat(counters.failure(0)).isPresent();
    }

    @Test
    void aReadingBelongsToItsPublication() {
        counters.put(0, 5, 17);
        counters.put(1, 5);

        assertThat(counters.publication(0)).isEqualTo(17);
        assertThat(counters.publication(1)).isZero();
    }

    @Test
    void whatIsPutAsItIsHasNoInterval() {
        counters.putEstimate(0, 5, 3, 9);
        assertThat(counters.lowMicrojoules(0)).isEqualTo(3);
        assertThat(counters.highMicrojoules(0)).isEqualTo(9);

        counters.put(0, 6);

        assertThat(counters.lowMicrojoules(0)).isEqualTo(6);
        assertThat(counters.highMicrojoules(0)).isEqualTo(6);
    }

    @Test
    void anEstimateLiesWithinItsInterval() {
        assertThatThrownBy(() -> counters.putEstimate(0, 5, 6, 9)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> counters.putEstimate(0, 5, 3, 4)).isInstanceOf(IllegalArgumentException.class);
        assertThat(counters.failure(0)).isPresent();
    }

    @Test
    void aRestartIsReportedOnce() {
        counters.restarted();
        assertThat(counters.wasRestarted()).isTrue();

        counters.begin(System.nanoTime());

        assertThat(counters.wasRestarted()).isFalse();
    }

    @Test
    void aRestartOfOneCounterIsNoneOfTheOthers() {
        counters.restarted(1);
        assertThat(counters.wasRestarted(1)).isTrue();
        assertThat(counters.wasRestarted(0)).isFalse();
        assertThat(counters.wasRestarted()).isFalse();

        counters.begin(System.nanoTime());

        assertThat(counters.wasRestarted(1)).isFalse();
    }

    @Test
    void aFailureWithoutWordsIsAFailure() {
        CounterReadings counters = new CounterReadings(1);
        counters.fail(0, null);

        assertThat(counters.failure(0)).isPresent();
    }
}
