package io.scaph.junit.internal.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Means and their confidence intervals. */
class SeriesTest {
    /** Two-sided quantiles: NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.2. */
    @ParameterizedTest
    @CsvSource({
        "1, 0.95, 12.706", "2, 0.95, 4.303", "3, 0.95, 3.182", "4, 0.95, 2.776", "9, 0.95, 2.262", "10, 0.95, 2.228",
        "30, 0.95, 2.042", "100, 0.95, 1.984", "1, 0.9, 6.314", "7, 0.9, 1.895", "1, 0.98, 31.821", "5, 0.98, 3.365",
        "20, 0.98, 2.528", "8, 0.998, 4.499"
    })
    void quantilesAreThoseOfTheTables(int freedom, double probability, double expected) {
        assertThat(StudentT.within(freedom, probability)).isCloseTo(expected, within(0.0025));
    }

    @Test
    void manyDegreesOfFreedomAreTheNormalDistribution() {
        assertThat(StudentT.within(100_000, 0.95)).isCloseTo(1.959988, within(1e-4));
    }

    @Test
    void equalNumbersHaveTheirOwnMeanAndDoNotScatter() {
        Series series = Series.of(Collections.nCopies(7, 7_000_001L));

        assertThat(series.mean()).isEqualTo(7_000_001.0);
        assertThat(series.deviation()).isZero();
        assertThat(series.uncertainty(0.95)).hasValue(0);
    }

    @Test
    void meanAndDeviationAreThoseOfTheBooks() {
        Series series = Series.of(List.of(2L, 4L, 4L, 4L, 5L, 5L, 7L, 9L));

        assertThat(series.mean()).isEqualTo(5);
        assertThat(series.deviation()).isCloseTo(Math.sqrt(32.0 / 7), within(1e-12));
        // t of 7 degrees of freedom is 2.3646.
        assertThat(series.uncertainty(0.95).orElseThrow()).isCloseTo(2.3646 * 2.13809 / Math.sqrt(8), within(1e-3));
    }

    @Test
    void aSingleNumberSaysNothingOfItsScatter() {
        assertThat(Series.of(List.of(5L)).uncertainty(0.95)).isEmpty();
        assertThat(Series.of(List.of(5L)).uncertaintyOfDifference(Series.of(List.of(5L, 6L)), 1, 0.95))
                .isEmpty();
    }

    /** Welch: two series of the same deviation and count have the degrees of freedom of both. */
    @Test
    void aDifferenceIsAsUncertainAsBothTogether() {
        Series one = new Series(10, 100, 3);
        Series other = new Series(10, 90, 3);

        assertThat(one.uncertaintyOfDifference(other, 1, 0.95).orElseThrow())
                .isCloseTo(StudentT.within(18, 0.95) * Math.sqrt(1.8), within(1e-9));
        assertThat(one.uncertaintyOfDifference(other, 2, 0.95).orElseThrow())
                .isGreaterThan(one.uncertaintyOfDifference(other, 1, 0.95).orElseThrow());
        assertThat(new Series(2, 1, 0).uncertaintyOfDifference(new Series(2, 1, 0), 1, 0.95))
                .hasValue(0);
    }

    /** The definition of a confidence interval, on 4,000 series of 6 normal numbers. */
    @Test
    void intervalsContainTheTrueMeanAsOftenAsTheirConfidence() {
        String given = System.getProperty("scaph.seed", "");
        long seed = given.isEmpty() ? 20_261_123 : Long.parseLong(given);
        Random random = new Random(seed);
        int held = 0;
        int rounds = 4_000;
        for (int i = 0; i < rounds; i++) {
            Series series = Series.of(LongStream.generate(() -> Math.round(1e9 + 1e7 * random.nextGaussian()))
                    .limit(6)
                    .boxed()
                    .toList());
            if (Math.abs(series.mean() - 1e9) <= series.uncertainty(0.9).orElseThrow()) {
                held++;
            }
        }

        // 0.9, and 4 standard errors up and down
        assertThat((double) held / rounds).as("-Dscaph.seed=" + seed).isBetween(0.881, 0.919);
    }

    @Test
    void invalidSeriesAreRefused() {
        assertThatThrownBy(() -> new Series(0, 1, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Series(1, Double.NaN, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Series(1, 1, -1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Bounds(2, 1)).isInstanceOf(IllegalArgumentException.class);
    }
}
