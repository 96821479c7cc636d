package io.scaph.sensor.estimation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PowerLineTest {
    private final PowerLine model = new PowerLine(1, 4);

    @Test
    void energyIsIdlePowerOverTimeAndTheRestOverBusyTime() {
        assertThat(model.microjoules(2_000_000_000, 500_000_000)).isCloseTo(3.5e6, within(1.0));
    }

    @Test
    void moreWorkThanTimeIsFullPower() {
        assertThat(model.microjoules(1_000_000_000, 1_010_000_000)).isCloseTo(4e6, within(1.0));
    }

    @Test
    void timeThatWentBackIsNoWork() {
        assertThat(model.microjoules(1_000_000_000, -5)).isCloseTo(1e6, within(1.0));
    }

    @Test
    void fullPowerBelowIdlePowerIsRefused() {
        assertThatThrownBy(() -> new PowerLine(4, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new PowerLine(0, Double.NaN)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aLineWhoseEndsCrossIsLevel() {
        assertThat(model.times(3, 0.5)).isEqualTo(new PowerLine(3, 3));
    }

    @Test
    void aPartIsNowhereMoreThanTheWhole() {
        assertThat(new PowerLine(2, 3).atMost(model, 0.5)).isEqualTo(new PowerLine(0.5, 2));
    }
}
