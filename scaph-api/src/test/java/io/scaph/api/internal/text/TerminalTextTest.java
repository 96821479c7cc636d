package io.scaph.api.internal.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class TerminalTextTest {
    @Test
    void whatMovesTheCursorOrHidesTextIsAQuestionMark() {
        assertThat(TerminalText.harmless("a\u001b[2J\u0000\u007f\u009b\n\u2028\u202e\u200b\u2066\ufeff\ud800b"))
                .isEqualTo("a?[2J??????????b");
        assertThat(TerminalText.harmless("é漢😀e\u0301")).isEqualTo("é漢😀e\u0301");
    }

    @Test
    void aForeignTextIsCutAtOneOfItsEnds() {
        assertThat(TerminalText.clean("/usr/bin/java", 5)).isEqualTo("…java");
        assertThat(TerminalText.head("/usr/bin/java", 5)).isEqualTo("/usr…");
    }

    @Test
    void aPowerHasItsUnitInAFixedWidth() {
        assertThat(TerminalText.watts(OptionalDouble.of(1.5))).isEqualTo("    1.500 W");
        assertThat(TerminalText.watts(OptionalDouble.of(12_345))).isEqualTo("  12.345 kW");
        assertThat(TerminalText.watts(OptionalDouble.empty())).isEqualTo("    unknown");
    }

    @Test
    void anEnergyHasItsUnitInAFixedWidth() {
        assertThat(TerminalText.joules(1_500_000)).isEqualTo("     1.500 J");
        assertThat(TerminalText.joules(12_345_000_000L)).isEqualTo("   12.345 kJ");
        assertThat(TerminalText.joules(12_345_000_000_000L)).isEqualTo("   12.345 MJ");
    }
}
