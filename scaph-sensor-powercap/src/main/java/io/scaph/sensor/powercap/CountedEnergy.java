package io.scaph.sensor.powercap;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Makes a counter of whole µJ of the count of a perf event. A count is worth a fraction of a µJ; what does not make a whole
 * one is kept for the next reading, so that nothing is lost however often it is read.
 *
 * <p>The kernel's count has 64 bits of 2<sup>-32</sup> J: it starts again at 0 after 4.3 GJ, half a year of 270 W. That is
 * followed here, so that the µJ go on. A count that goes backwards, as it may after a suspend, where the register was reset
 * behind the kernel's back, starts the µJ again at 0: a reset, and shown as one.
 *
 * <p>Allocates nothing after construction. Not safe for use by several threads.
 */
final class CountedEnergy {
    private static final BigDecimal MICRO = BigDecimal.valueOf(1_000_000);
    private static final BigDecimal TWO = BigDecimal.valueOf(2);
    private static final BigDecimal SMALLEST_JOULES = new BigDecimal("1e-15");
    private static final BigDecimal LARGEST_JOULES = new BigDecimal("1e3");
    private static final int FINEST_SHIFT = 62;

    // µJ per count = multiplier / 2^shift. 2^-32 J is 15625 / 2^26 µJ, so that the kernel's scale is kept exactly.
    private final long multiplier;
    private final int shift;

    private long lastCount;
    private long microjoules;
    /** What is not yet a whole µJ, in 2^-shift µJ. */
    private long fraction;

    /**
     * A counter at 0, for an event that counts from 0.
     *
     * @param joulesPerCount what a count is worth, in joules; see {@link #canCount}
     */
    CountedEnergy(BigDecimal joulesPerCount) {
        int finest = FINEST_SHIFT;
        BigDecimal scaled = joulesPerCount.multiply(MICRO).multiply(TWO.pow(finest));
        while (scaled.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
            scaled = scaled.divide(TWO);
            finest--;
        }
        shift = finest;
        multiplier = scaled.setScale(0, RoundingMode.HALF_EVEN).longValueExact();
    }

    /**
     * Whether a scale is one that an energy counter may have.
     *
     * @param joulesPerCount what a count is worth, in joules
     * @return true from 1 fJ to 1 kJ
     */
    static boolean canCount(BigDecimal joulesPerCount) {
        return joulesPerCount.compareTo(SMALLEST_JOULES) >= 0 && joulesPerCount.compareTo(LARGEST_JOULES) <= 0;
    }

    /**
     * Takes a reading.
     *
     * @param count what the event shows, modulo 2<sup>64</sup>
     * @return the energy since the beginning or since the last reset, in µJ, not negative
     */
    long advance(long count) {
        long step = count - lastCount;
        lastCount = count;
        if (step < 0) {
            return restart();
        }
        // 128 bits: both factors are below 2^63, the fraction is below 2^62.
        long high = Math.multiplyHigh(step, multiplier);
        long product = step * multiplier;
        long low = product + fraction;
        if (Long.compareUnsigned(low, product) < 0) {
            high++;
        }
        if (high >>> (shift - 1) != 0) {
            return restart();
        }
        long sum = microjoules + (high << (Long.SIZE - shift) | low >>> shift);
        if (sum < 0) {
            return restart();
        }
        fraction = low & ((1L << shift) - 1);
        microjoules = sum;
        return sum;
    }

    private long restart() {
        microjoules = 0;
        fraction = 0;
        return 0;
    }
}
