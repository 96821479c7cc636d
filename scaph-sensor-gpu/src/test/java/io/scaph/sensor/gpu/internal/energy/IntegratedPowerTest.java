package io.scaph.sensor.gpu.internal.energy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;

class IntegratedPowerTest {
    private static final long SECOND = 1_000_000_000L;

    private long microwatts;
    private boolean fails;
    private final IntegratedPower power = new IntegratedPower(() -> {
        if (fails) {
            throw new IOException("no");
        }
        return microwatts;
    });

    @Test
    void theFirstReadingIsTheBeginning() throws IOException {
        microwatts = 100_000_000;

        assertThat(power.microjoules(5 * SECOND)).isZero();
        assertThat(power.restarts()).isZero();
    }

    @Test
    void aFailedReadingIsBridgedUnlessItLastsTooLong() throws IOException {
        microwatts = 10_000_000;
        power.microjoules(0);
        fails = true;
        assertThatThrownBy(() -> power.microjoules(SECOND)).isInstanceOf(IOException.class);
        fails = false;
        assertThat(power.microjoules(2 * SECOND)).isEqualTo(20_000_000);
        assertThat(power.restarts()).isZero();

        assertThat(power.microjoules(6 * SECOND)).isEqualTo(20_000_000);
        assertThat(power.restarts()).isEqualTo(1);
    }

    /** Power that rises evenly is added up exactly, however it is sampled. */
    @Test
    void aRampIsExactWhateverThePace() throws IOException {
        String given = System.getProperty("scaph.seed", "");
        long seed = given.isEmpty() ? System.nanoTime() : Long.parseLong(given);
        Random random = new Random(seed);
        long now = 0;
        power.microjoules(now);
        long energy = 0;
        for (int i = 0; i < 10_000; i++) {
            now += 1 + random.nextLong(SECOND / 100);
            // 1 W/s
            microwatts = now / 1_000;
            long before = energy;
            energy = power.microjoules(now);
            assertThat(energy).as("seed %d", seed).isGreaterThanOrEqualTo(before);
        }
        // A reading is in whole µW.
        double seconds = now / 1e9;
        assertThat((double) energy).as("seed %d", seed).isCloseTo(0.5e6 * seconds * seconds, within(1 + seconds));
    }
}
