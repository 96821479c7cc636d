package io.scaph.sensor.powercap;

/**
 * Converts the count of a perf event, in 2<sup>-32</sup> J, to whole µJ. The remainder below 1 µJ is kept for the next reading,
 * so that nothing is lost however often it is read.
 *
 * <p>The kernel's count has 64 bits: it starts again at 0 after 4.3 GJ, half a year of 270 W, and the µJ continue. A count that
 * goes backwards, as it may after a suspend if the register was reset without the kernel noticing, restarts the µJ at 0, which
 * shows as a reset.
 *
 * <p>Allocates nothing. Not safe for use by several threads.
 */
final class CountedEnergy {
    /** 2^-32 J are 15625 / 2^26 µJ. */
    private static final long NUMERATOR = 15_625;

    private static final int SHIFT = 26;
    private static final long FRACTION = (1L << SHIFT) - 1;

    private long lastCount;
    private long microjoules;
    /** The remainder, in 2^-26 µJ. */
    private long remainder;

    /**
     * Adds a reading.
     *
     * @param count the count of the event, modulo 2<sup>64</sup>
     * @return the energy since the event was opened or last reset, in µJ, not negative
     */
    long advance(long count) {
        long step = count - lastCount;
        lastCount = count;
        if (step < 0) {
            microjoules = 0;
            remainder = 0;
            return 0;
        }
        // In two parts, so that the products fit into a long.
        long low = (step & FRACTION) * NUMERATOR + remainder;
        microjoules += (step >>> SHIFT) * NUMERATOR + (low >>> SHIFT);
        remainder = low & FRACTION;
        return microjoules;
    }
}
