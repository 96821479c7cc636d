package io.scaph.api.energy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnergyRangeTest {
    @Test
    void theValueMayBeEitherEnd() {
        assertThat(EnergyRange.ofMicrojoules(5, 5, 9).low()).isEqualTo(new Energy(5));
        assertThat(EnergyRange.ofMicrojoules(9, 5, 9).high()).isEqualTo(new Energy(9));
        assertThat(EnergyRange.ofMicrojoules(0, 0, 0).energy()).isEqualTo(Energy.ZERO);
    }

    @ParameterizedTest
    @CsvSource({"5, 6, 9", "5, 4, 4", "5, 9, 1", "5, -1, 9", "-5, -9, 0"})
    void valuesOutOfOrderOrBelowZeroAreRefused(long energy, long low, long high) {
        assertThatThrownBy(() -> EnergyRange.ofMicrojoules(energy, low, high))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(new Energy(low) + " <= " + new Energy(energy));
    }

    @ParameterizedTest
    @CsvSource({
        "2410000, 2300000, 2520000, 2.41 J (2.30 to 2.52 J)",
        "950000, 900000, 1100000, 950 mJ (900 mJ to 1.10 J)",
        "2410000, 0, 2520000, 2.41 J (0 µJ to 2.52 J)",
        "200, 0, 900, 200 µJ (0 to 900 µJ)",
        "2410000, 2300000, 2500000000, 2.41 J (2.30 J to 2.50 kJ)",
        "2410000, 2410000, 2410000, 2.41 J",
        "2410000, 2409999, 2410001, 2.41 J"
    })
    void theTextHasTheUnitOnceWhereTheEndsShareIt(long energy, long low, long high, String text) {
        assertThat(EnergyRange.ofMicrojoules(energy, low, high)).hasToString(text);
    }
}
