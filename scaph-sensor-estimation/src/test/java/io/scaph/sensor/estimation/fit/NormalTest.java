package io.scaph.sensor.estimation.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class NormalTest {
    @Test
    void aSystemIsSolved() {
        double[] solution =
                new Normal(new double[][] {{4, 2, 0}, {2, 5, 1}, {0, 1, 3}}).solve(new double[] {8, 15, 11});

        assertThat(solution).containsExactly(new double[] {1, 2, 3}, within(1e-12));
    }

    @Test
    void aMatrixThatIsNotPositiveDefiniteIsRefused() {
        assertThatThrownBy(() -> new Normal(new double[][] {{1, 2}, {2, 1}})).isInstanceOf(ArithmeticException.class);
    }
}
