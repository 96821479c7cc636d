package io.scaph.sensor.estimation.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.scaph.sensor.estimation.internal.power.Band;
import org.junit.jupiter.api.Test;

class LoadBandTest {
    private final Band band =
            new Band(new Band.Factors(0.5, 2), new Band.Factors(0.7, 1.5), new Band.Factors(0.9, 1.1));

    @Test
    void idleLittleAndMuchLoadHaveTheirOwn() {
        assertThat(LoadBand.at(band, 0).high()).isEqualTo(2);
        assertThat(LoadBand.at(band, 0.2).high()).isEqualTo(1.5);
        assertThat(LoadBand.at(band, 0.8).low()).isEqualTo(0.9);
    }

    @Test
    void betweenThemItIsStraight() {
        assertThat(LoadBand.at(band, 0.45).low()).isCloseTo(0.8, within(1e-12));
    }

    @Test
    void theEstimateIsInItsInterval() {
        Band.Factors factors = new Band.Factors(1.2, 0.8);

        assertThat(factors.low()).isEqualTo(1);
        assertThat(factors.high()).isEqualTo(1);
    }
}
