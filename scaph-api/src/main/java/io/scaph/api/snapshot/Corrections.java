package io.scaph.api.snapshot;

import io.scaph.api.energy.Energy;
import io.scaph.api.internal.snapshot.CorrectionCounts;

/** What was corrected or lost in the readings of one counter since the monitor was opened. Immutable. */
public sealed interface Corrections permits CorrectionCounts {
    /**
     * Returns how often the counter wrapped. A wrap loses no energy.
     *
     * @return the number of wraps
     */
    long wraps();

    /**
     * Returns how often the counter came back after failed or doubtful readings, with all energy since the last good one.
     *
     * @return the number of recoveries
     */
    long recoveries();

    /**
     * Returns how many readings failed.
     *
     * @return the number of readings
     */
    long failedReads();

    /**
     * Returns how many readings were doubtful because no possible power explains them.
     *
     * @return the number of readings
     */
    long doubtfulReads();

    /**
     * Returns how often the counter was reset. Its energy since the reading before is unknown.
     *
     * @return the number of resets
     */
    long resets();

    /**
     * Returns how often the counter was not read for so long that it can have wrapped more than once. That energy is unknown.
     *
     * @return the number of gaps
     */
    long longGaps();

    /**
     * Returns how often the machine was suspended, or the publisher of the counter stopped. That energy is unknown.
     *
     * @return the number of gaps
     */
    long suspends();

    /**
     * Returns a lower bound of the energy of long gaps: what the counter shows if it wrapped as seldom as possible.
     *
     * @return the energy that was lost at least
     */
    Energy lostAtLeast();

    /**
     * Returns how often energy was lost.
     *
     * @return resets, long gaps and suspends together
     */
    long losses();
}
