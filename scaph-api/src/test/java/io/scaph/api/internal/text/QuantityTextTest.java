package io.scaph.api.internal.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantityTextTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0.00 s",
        "1, 0.00 µs",
        "250000, 250 µs",
        "999400, 999 µs",
        "999500, 1.00 ms",
        "12000000, 12.0 ms",
        "999500000, 1.00 s",
        "1200000000, 1.20 s",
        "59960000000, 60.0 s",
        "7200000000000, 7200 s"
    })
    void aTimeHasThreeDigitsAndIsNeverInPowersOfTen(long nanos, String text) {
        assertThat(QuantityText.text(Duration.ofNanos(nanos))).isEqualTo(text);
    }

    @Test
    void theLongestTimeHasAText() {
        assertThat(QuantityText.text(Duration.ofSeconds(Long.MAX_VALUE)))
                .endsWith(" s")
                .doesNotContain("E");
    }
}
