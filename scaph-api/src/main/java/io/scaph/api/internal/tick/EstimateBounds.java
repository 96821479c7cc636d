package io.scaph.api.internal.tick;

/**
 * The ends of the interval of an estimated energy: two more counters beside its own, which gain what they gained over the
 * readings between which the estimate itself is known. Of a measured energy both are the energy. Not safe for use by several
 * threads.
 */
final class EstimateBounds {
    private long lowBase;
    private long highBase;
    private long lowMicrojoules;
    private long highMicrojoules;
    private long lowDelta;
    private long highDelta;

    /**
     * Takes a reading.
     *
     * @param gained the energy that became known by it, in µJ
     * @param low what the lower end's counter shows, in µJ
     * @param high what the upper end's counter shows, in µJ
     */
    void advance(long gained, long low, long high) {
        if (gained > 0) {
            // Measured ones gain the same, whether they wrapped or were credited after a gap.
            boolean estimated = low != high;
            long lowGained = estimated ? Math.min(gained, Math.max(0, low - lowBase)) : gained;
            long highGained = estimated ? Math.max(gained, high - highBase) : gained;
            lowMicrojoules += lowGained;
            highMicrojoules += highGained;
            lowDelta += lowGained;
            highDelta += highGained;
        }
        lowBase = low;
        highBase = high;
    }

    /** Begins anew to collect what the readings make known. */
    void clear() {
        lowDelta = 0;
        highDelta = 0;
    }

    /** The lower end of what became known since the last {@link #clear()}, in µJ. */
    long lowDelta() {
        return lowDelta;
    }

    /** The upper end of what became known since then, in µJ. */
    long highDelta() {
        return highDelta;
    }

    /** The lower end of the energy, in µJ; never falls. */
    long lowMicrojoules() {
        return lowMicrojoules;
    }

    /** The upper end of the energy, in µJ; never falls. */
    long highMicrojoules() {
        return highMicrojoules;
    }
}
