package io.scaph.sensor.powercap;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From counts to whole microjoules. */
class CountedEnergyTest {
    private static final BigInteger MICRO = BigInteger.valueOf(1_000_000);

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 0", "4294, 0", "4295, 1", "4294967296, 1000000", "9223372036854775807, 2147483647999999"})
    void aCountOfTheKernelIsTwoToTheMinus32Joules(long count, long microjoules) {
        assertThat(new CountedEnergy().advance(count)).isEqualTo(microjoules);
    }

    @Test
    void readingOftenLosesNothing() {
        long seed = Long.getLong("scaph.seed", new Random().nextLong());
        System.getLogger(CountedEnergyTest.class.getName()).log(System.Logger.Level.INFO, "scaph.seed={0}", seed);
        Random random = new Random(seed);
        CountedEnergy energy = new CountedEnergy();
        BigInteger total = BigInteger.ZERO;
        for (int i = 0; i < 100_000; i++) {
            long step = random.nextLong() >>> (random.nextInt(44) + 20);
            total = total.add(BigInteger.valueOf(step));

            long microjoules = energy.advance(total.longValue());

            assertThat(microjoules)
                    .as("seed %d, reading %d", seed, i)
                    .isEqualTo(total.multiply(MICRO).shiftRight(32).longValueExact());
        }
    }

    @Test
    void aCountThatStartsAgainAtTheEndOf64BitsGoesOn() {
        CountedEnergy energy = new CountedEnergy();
        energy.advance(1L << 62);
        energy.advance(1L << 63);
        long before = energy.advance(-(1L << 32));

        assertThat(energy.advance(1L << 32) - before).isEqualTo(2_000_000);
        assertThat(before).isEqualTo(4_294_967_295_000_000L);
    }

    @Test
    void aCountThatGoesBackwardsIsAReset() {
        CountedEnergy energy = new CountedEnergy();
        energy.advance(100L << 32);

        assertThat(energy.advance(90L << 32)).isZero();
        assertThat(energy.advance(91L << 32)).isEqualTo(1_000_000);
    }
}
