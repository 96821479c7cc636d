package io.scaph.exporter.top.internal.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class RecentPowerTest {
    private final RecentPower history = new RecentPower();

    private void add(double... watts) {
        for (double value : watts) {
            history.add(OptionalDouble.of(value));
        }
    }

    @Test
    void theLineGoesFromZeroToTheHighestValue() {
        add(0, 1, 2, 3, 4, 5, 6, 7, 8);

        assertThat(history.line(80, true)).isEqualTo("▁▁▂▃▄▅▆▇█");
        assertThat(history.line(80, false)).isEqualTo("__.-=+*%#");
    }

    @Test
    void theLastValuesAreShown() {
        add(100, 8, 4);

        assertThat(history.line(2, true)).isEqualTo("█▄");
        assertThat(history.line(0, true)).isEmpty();
    }

    @Test
    void unknownIsABlankAndNotZero() {
        add(0);
        history.add(OptionalDouble.empty());
        add(8);

        assertThat(history.line(80, true)).isEqualTo("▁ █");
    }

    @Test
    void noPowerIsALowLine() {
        add(0, 0);

        assertThat(history.line(80, true)).isEqualTo("▁▁");
    }

    @Test
    void oldValuesAreForgotten() {
        for (int i = 0; i < 1_000; i++) {
            add(i);
        }

        assertThat(history.line(10_000, true)).hasSize(500);
    }
}
