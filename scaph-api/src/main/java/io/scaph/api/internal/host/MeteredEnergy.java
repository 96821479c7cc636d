package io.scaph.api.internal.host;

/**
 * The energy of a domain since its meter started, with the ends of its range, and what of it became known since it was last
 * settled. The ends of an estimated energy are two more counters, which gain what they gained over the readings between which
 * the estimate itself is known. Both ends of a measured energy are the energy. Not safe for use by several threads.
 */
final class MeteredEnergy {
    private long lowBase;
    private long highBase;
    private long lowMicrojoules;
    private long highMicrojoules;
    private long delta;
    private long lowDelta;
    private long highDelta;
    private boolean known;

    /**
     * Takes a reading.
     *
     * @param gained the energy that became known by it, in µJ
     * @param low what the counter of the lower end shows, in µJ
     * @param high what the counter of the upper end shows, in µJ
     */
    void advance(long gained, long low, long high) {
        if (gained > 0) {
            // Measured ones gain the same, whether they wrapped or were credited after a gap.
            boolean estimated = low != high;
            long lowGained = estimated ? Math.min(gained, Math.max(0, low - lowBase)) : gained;
            long highGained = estimated ? Math.max(gained, high - highBase) : gained;
            lowMicrojoules += lowGained;
            highMicrojoules += highGained;
            delta += gained;
            lowDelta += lowGained;
            highDelta += highGained;
        }
        lowBase = low;
        highBase = high;
    }

    void markKnown() {
        known = true;
    }

    /** Starts to collect again what the readings make known. */
    void clear() {
        delta = 0;
        lowDelta = 0;
        highDelta = 0;
        known = false;
    }

    /** Whether energy became known since the last {@link #clear()}. */
    boolean known() {
        return known;
    }

    /** The energy that became known since the last {@link #clear()}, in µJ. */
    long delta() {
        return delta;
    }

    /** The lower end of {@link #delta()}. */
    long lowDelta() {
        return lowDelta;
    }

    /** The upper end of {@link #delta()}. */
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
