package io.scaph.api.internal.snapshot;

import io.scaph.api.energy.Energy;
import io.scaph.api.snapshot.Corrections;

/** Corrections, counted. */
public record CorrectionCounts(
        long wraps,
        long recoveries,
        long failedReads,
        long doubtfulReads,
        long resets,
        long longGaps,
        long suspends,
        Energy lostAtLeast)
        implements Corrections {
    /** Nothing was corrected or lost. */
    public static final CorrectionCounts NONE = new CorrectionCounts(0, 0, 0, 0, 0, 0, 0, Energy.ZERO);

    @Override
    public long losses() {
        return resets + longGaps + suspends;
    }

    /**
     * Adds up.
     *
     * @param other the corrections of the same domain by another counter
     * @return the sums
     */
    public CorrectionCounts plus(CorrectionCounts other) {
        return new CorrectionCounts(
                wraps + other.wraps,
                recoveries + other.recoveries,
                failedReads + other.failedReads,
                doubtfulReads + other.doubtfulReads,
                resets + other.resets,
                longGaps + other.longGaps,
                suspends + other.suspends,
                lostAtLeast.plus(other.lostAtLeast));
    }
}
