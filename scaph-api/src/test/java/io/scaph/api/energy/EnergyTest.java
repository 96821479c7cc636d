package io.scaph.api.energy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.scaph.api.testing.Property;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnergyTest {
    private static final Energy MOST = new Energy(Long.MAX_VALUE);
    private static final Energy LEAST = new Energy(Long.MIN_VALUE);
    private static final Energy ONE = new Energy(1);

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0.0, 0",
        "2.41, 2410000",
        "0.0000014, 1",
        "0.0000016, 2",
        "-0.0000016, -2",
        "1e-300, 0",
        "9e12, 9000000000000000000",
        "-9e12, -9000000000000000000"
    })
    void joulesAreRoundedToTheNearestMicrojoule(double joules, long microjoules) {
        assertThat(Energy.ofJoules(joules).microjoules()).isEqualTo(microjoules);
    }

    @ParameterizedTest
    @ValueSource(
            doubles = {
                Double.NaN,
                Double.POSITIVE_INFINITY,
                Double.NEGATIVE_INFINITY,
                Double.MAX_VALUE,
                9.3e12,
                -9.3e12,
                9_223_372_036_854.775
            })
    void whatIsNoNumberOrBeyondTheRangeIsRefused(double joules) {
        assertThatThrownBy(() -> Energy.ofJoules(joules))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(joules + " J");
    }

    @Test
    void sumsAndDifferencesAreExact() {
        Energy large = new Energy(9_007_199_254_740_993L);

        assertThat(large.plus(ONE).microjoules()).isEqualTo(9_007_199_254_740_994L);
        assertThat(large.minus(new Energy(2)).microjoules()).isEqualTo(9_007_199_254_740_991L);
        assertThat(ONE.minus(large).plus(large)).isEqualTo(ONE);
        assertThat(Energy.ZERO.minus(ONE).microjoules()).isEqualTo(-1);
    }

    @Test
    void aSumBeyondTheRangeThrowsAndNeverWraps() {
        assertThat(MOST.plus(Energy.ZERO)).isEqualTo(MOST);
        assertThatThrownBy(() -> MOST.plus(ONE)).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> LEAST.minus(ONE)).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> Energy.ZERO.minus(LEAST)).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void powerIsEnergyOverTime() {
        assertThat(Energy.ofJoules(10).over(Duration.ofSeconds(4))).hasValue(2.5);
        assertThat(Energy.ofJoules(-10).over(Duration.ofSeconds(4))).hasValue(-2.5);
        assertThat(Energy.ZERO.over(Duration.ofSeconds(4))).hasValue(0);
        assertThat(ONE.over(Duration.ofNanos(1)).orElseThrow()).isCloseTo(1_000, within(1e-9));
    }

    @Test
    void powerOverNoTimeIsUnknown() {
        assertThat(ONE.over(Duration.ZERO)).isEmpty();
        assertThat(ONE.over(Duration.ofNanos(-1))).isEmpty();
        assertThat(ONE.over(Duration.ofSeconds(Long.MIN_VALUE))).isEmpty();
    }

    /** Its nanoseconds are more than a long can hold. */
    @Test
    void powerOverTheLongestTimeIsAlmostNothing() {
        double watts =
                MOST.over(Duration.ofSeconds(Long.MAX_VALUE, 999_999_999)).orElseThrow();

        assertThat(watts).isCloseTo(1e-6, within(1e-9));
    }

    @Test
    void theOrderIsThatOfTheMicrojoules() {
        assertThat(LEAST).isLessThan(Energy.ZERO);
        assertThat(ONE).isGreaterThan(Energy.ZERO).isEqualByComparingTo(new Energy(1));
        assertThat(MOST).isGreaterThan(LEAST);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0 µJ",
        "7, 7 µJ",
        "999, 999 µJ",
        "1000, 1.00 mJ",
        "9994, 9.99 mJ",
        "9995, 10.0 mJ",
        "99949, 99.9 mJ",
        "99950, 100 mJ",
        "350000, 350 mJ",
        "999499, 999 mJ",
        "999500, 1.00 J",
        "2410000, 2.41 J",
        "9994999, 9.99 J",
        "9995000, 10.0 J",
        "99949999, 99.9 J",
        "99950000, 100 J",
        "999499999, 999 J",
        "999500000, 1.00 kJ",
        "1500000000, 1.50 kJ",
        "3600000000000, 3.60 MJ",
        "999500000000000, 1.00 GJ",
        "999499999999999, 999 MJ",
        "999500000000000000, 1.00 TJ",
        "9223372036854775807, 9.22 TJ",
        "-1, -1 µJ",
        "-999, -999 µJ",
        "-1000, -1.00 mJ",
        "-2410000, -2.41 J",
        "-999500, -1.00 J",
        "-9223372036854775808, -9.22 TJ"
    })
    void theTextHasThreeDigitsAndTheUnitThatFits(long microjoules, String text) {
        assertThat(new Energy(microjoules)).hasToString(text);
    }

    @Test
    void theTextIsTheSameInEveryLanguage() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
        try {
            assertThat(new Energy(2_410_000)).hasToString("2.41 J");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void theTextIsTheValueRoundedToThreeDigits() {
        Property.holds(random -> {
            long microjoules = microjoules(random);

            String text = new Energy(microjoules).toString();
            int blank = text.indexOf(' ');
            BigDecimal value =
                    new BigDecimal(text.substring(0, blank)).multiply(microjoulesOf(text.substring(blank + 1)));

            MathContext digits = new MathContext(3, RoundingMode.HALF_UP);
            BigDecimal exact = BigDecimal.valueOf(microjoules);
            assertThat(value).isEqualByComparingTo(Math.abs(microjoules) < 1_000 ? exact : exact.round(digits));
        });
    }

    /** Up to what a double holds exactly: beyond that a tie may round the other way. */
    private static long microjoules(Random random) {
        long size = random.nextLong(1L << random.nextInt(1, 53));
        return random.nextBoolean() ? size : -size;
    }

    private static BigDecimal microjoulesOf(String unit) {
        return BigDecimal.valueOf(
                switch (unit) {
                    case "µJ" -> 1;
                    case "mJ" -> 1_000;
                    case "J" -> 1_000_000;
                    case "kJ" -> 1_000_000_000;
                    case "MJ" -> 1_000_000_000_000L;
                    case "GJ" -> 1_000_000_000_000_000L;
                    default -> throw new AssertionError("an unknown unit: " + unit);
                });
    }
}
