package io.scaph.sensor.estimation.internal.power;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class LoadShapeTest {
    @Test
    void betweenItsPointsItIsStraight() {
        LoadShape shape = new LoadShape(List.of(0.0, 0.6, 1.0));

        assertThat(shape.at(0.25)).isCloseTo(0.3, within(1e-12));
        assertThat(shape.at(0.75)).isCloseTo(0.8, within(1e-12));
    }

    @Test
    void itNeverFallsAndStaysWithinItsEnds() {
        LoadShape shape = new LoadShape(List.of(0.2, 0.5, 0.4, 1.3, 0.9));

        assertThat(shape.fractions()).containsExactly(0.0, 0.5, 0.5, 1.0, 1.0);
    }

    @Test
    void aLoadOutOfRangeIsAtTheEnd() {
        LoadShape shape = new LoadShape(List.of(0.0, 1.0));

        assertThat(shape.at(-1)).isZero();
        assertThat(shape.at(Double.NaN)).isZero();
        assertThat(shape.at(7)).isEqualTo(1);
    }
}
