package io.scaph.exporter.top;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SystemTerminalTest {
    private static SystemTerminal terminal(Map<String, String> environment) {
        return new SystemTerminal(environment::get);
    }

    @Test
    void aTerminalThatCanNotMoveTheCursorIsRefusedWithARemedy() {
        for (String type : new String[] {"dumb", "unknown"}) {
            assertThatThrownBy(() -> terminal(Map.of("TERM", type)).require())
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("top needs a terminal that can move the cursor, and TERM is '" + type
                            + "'; for plain text: scaph stdout");
        }
        assertThatThrownBy(() -> terminal(Map.of()).require()).hasMessageContaining("TERM is not set");
    }

    @Test
    void theFirstLocaleVariableDecidesWhetherTextIsUnicode() {
        assertThat(terminal(Map.of("LANG", "de_DE.UTF-8")).style().unicode()).isTrue();
        assertThat(terminal(Map.of("LC_CTYPE", "en_US.utf8", "LANG", "C"))
                        .style()
                        .unicode())
                .isTrue();
        assertThat(terminal(Map.of("LC_ALL", "C", "LANG", "de_DE.UTF-8"))
                        .style()
                        .unicode())
                .isFalse();
        assertThat(terminal(Map.of("LC_ALL", "", "LANG", "de_DE.UTF-8")).style().unicode())
                .isTrue();
        assertThat(terminal(Map.of()).style().unicode()).isFalse();
    }

    @Test
    void colorsAreUsedUnlessTheyAreUnwantedOrUnknown() {
        assertThat(terminal(Map.of("TERM", "xterm")).style().color()).isTrue();
        assertThat(terminal(Map.of("TERM", "xterm", "NO_COLOR", "1")).style().color())
                .isFalse();
        assertThat(terminal(Map.of("TERM", "xterm", "NO_COLOR", "")).style().color())
                .isTrue();
        assertThat(terminal(Map.of("TERM", "vt100")).style().color()).isFalse();
    }
}
