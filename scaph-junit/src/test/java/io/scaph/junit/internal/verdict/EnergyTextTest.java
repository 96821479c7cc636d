package io.scaph.junit.internal.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Energies and percentages as text. */
class EnergyTextTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0.000 µJ",
        "7e6, 7.000 J",
        "7.25e6, 7.250 J",
        "12500, 12.50 mJ",
        "999.96, 1.000 mJ",
        "999.9, 999.9 µJ",
        "9.9999, 10.00 µJ",
        "123.4e9, 123.4 kJ",
        "5e15, 5000.0 MJ"
    })
    void fourDigitsAndAUnit(double microjoules, String text) {
        assertThat(EnergyText.of(microjoules)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"95, 95 %", "99.9, 99.9 %", "0, 0 %", "10, 10 %", "0.125, 0.125 %", "1000, 1000 %"})
    void percentsHaveAsManyDigitsAsTheyNeed(double percent, String text) {
        assertThat(EnergyText.percent(percent)).isEqualTo(text);
    }
}
