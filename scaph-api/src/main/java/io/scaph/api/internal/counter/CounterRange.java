package io.scaph.api.internal.counter;

/**
 * Which steps a raw counter can make.
 *
 * @param wraps whether the counter starts again at 0 after its largest value
 * @param largest the largest value that it shows, in µJ
 * @param unitMicrojoules the smallest step of the register behind it, in µJ; 0 if it is below 1 or unknown
 * @param ceilingMicrojoulesPerNano more than it can ever measure, in µJ for each ns
 */
record CounterRange(boolean wraps, long largest, long unitMicrojoules, double ceilingMicrojoulesPerNano) {
    /** The registers behind RAPL counters have 32 bits; the range that the kernel shows is the value of the last state. */
    private static final double REGISTER_LAST_STATE = 4_294_967_295.0;

    /**
     * Counters move in steps, about every 1 ms, in units of up to 1 J, and the clock is not read at the same moment: a step is
     * plausible up to this much above the ceiling.
     */
    private static final long SLACK_NANOS = 20_000_000;

    private static final long SLACK_UNITS = 2;

    static CounterRange wrapping(long rangeMicrojoules, long ceilingWatts) {
        long unit = Math.round(rangeMicrojoules / REGISTER_LAST_STATE);
        return new CounterRange(true, rangeMicrojoules, unit, ceilingWatts / 1_000.0);
    }

    static CounterRange unbounded(long ceilingWatts) {
        return new CounterRange(false, Long.MAX_VALUE, 0, ceilingWatts / 1_000.0);
    }

    boolean contains(long raw) {
        return raw <= largest;
    }

    /** From the last state to 0 is one unit more: a wrap is worth the range and that unit. */
    long step(long fromRaw, long raw) {
        return raw >= fromRaw ? raw - fromRaw : largest - fromRaw + unitMicrojoules + raw;
    }

    /** Whether the power of the ceiling is enough to explain a step. */
    boolean isPlausible(long fromRaw, long raw, long nanos) {
        if (raw < fromRaw && !wraps) {
            return false;
        }
        return step(fromRaw, raw) <= (nanos + SLACK_NANOS) * ceilingMicrojoulesPerNano + SLACK_UNITS * unitMicrojoules;
    }

    /** Whether the counter can have wrapped more than once in a time. */
    boolean isTooLong(long nanos) {
        return wraps && nanos * ceilingMicrojoulesPerNano >= largest;
    }
}
