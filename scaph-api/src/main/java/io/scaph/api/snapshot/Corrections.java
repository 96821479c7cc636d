package io.scaph.api.snapshot;

/**
 * What was corrected or lost in reading one counter, counted since the monitor was opened.
 *
 * @param wraps times the counter started again at 0 and its energy was made whole
 * @param recoveries times it came back after failed or doubtful readings, with all energy since the last good one
 * @param failedReads readings that failed
 * @param doubtfulReads readings that no possible power explains
 * @param resets times it started anew: the energy up to then, since the reading before, is unknown
 * @param longGaps times it was not read for so long that it may have wrapped more than once: that energy is unknown
 * @param suspends times the machine was suspended in between, or its host stopped to publish: that energy is unknown
 * @param lostAtLeastMicrojoules a lower bound of the energy of long gaps, in µJ: what the counter shows to have been used
 *     if it wrapped as seldom as it can have
 */
public record Corrections(
        long wraps,
        long recoveries,
        long failedReads,
        long doubtfulReads,
        long resets,
        long longGaps,
        long suspends,
        long lostAtLeastMicrojoules) {
    /** Nothing was corrected or lost. */
    public static final Corrections NONE = new Corrections(0, 0, 0, 0, 0, 0, 0, 0);

    /**
     * How often energy was lost.
     *
     * @return resets, long gaps and suspends together
     */
    public long losses() {
        return resets + longGaps + suspends;
    }
}
