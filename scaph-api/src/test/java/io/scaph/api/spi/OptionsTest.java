package io.scaph.api.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class OptionsTest {
    private final Option<Long> step =
            Option.integer("step", "SECONDS", "time between two lines").withEnvironment("SCAPH_STEP");
    private final Option<Long> stepOfTwo = step.withDefault(2L);
    private final Options none = Options.NONE.withEnvironment(Map.of());
    private final Options environment = Options.NONE.withEnvironment(Map.of("SCAPH_STEP", "7"));

    @Test
    void whatWasGivenComesFirst() {
        assertThat(environment.with(stepOfTwo, 5L).get(stepOfTwo)).isEqualTo(5);
    }

    @Test
    void theEnvironmentComesBeforeTheDefault() {
        assertThat(environment.get(stepOfTwo)).isEqualTo(7);
    }

    @Test
    void theDefaultComesLast() {
        assertThat(none.get(stepOfTwo)).isEqualTo(2);
    }

    @Test
    void anEmptyVariableIsNone() {
        assertThat(Options.NONE.withEnvironment(Map.of("SCAPH_STEP", "")).get(stepOfTwo))
                .isEqualTo(2);
    }

    @Test
    void withoutAnyValueThereIsNone() {
        assertThat(none.find(step)).isEmpty();
    }

    @Test
    void aMissingValueIsRefusedByNameWithItsHelp() {
        assertThatThrownBy(() -> none.get(step))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("--step is missing: time between two lines");
    }

    @Test
    void aVariableThatCantBeReadIsRefused() {
        Options broken = Options.NONE.withEnvironment(Map.of("SCAPH_STEP", "soon"));

        assertThatThrownBy(() -> broken.get(step))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'soon'");
    }

    @Test
    void theLastValueGivenCounts() {
        assertThat(none.with(step, 1L).with(step, 3L).get(step)).isEqualTo(3);
    }

    @Test
    void optionsAreNotChangedByCopies() {
        Options more = none.with(step, 1L);

        assertThat(more.find(step)).contains(1L);
        assertThat(none.find(step)).isEmpty();
    }

    @Test
    void anotherEnvironmentKeepsWhatWasGiven() {
        assertThat(none.with(step, 1L)
                        .withEnvironment(Map.of("SCAPH_STEP", "7"))
                        .get(step))
                .isEqualTo(1);
    }
}
