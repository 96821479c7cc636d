package io.scaph.api.internal.counter;

import io.scaph.api.energy.Energy;
import io.scaph.api.internal.snapshot.CorrectionCounts;

/** Counts what is corrected or lost in the readings of one counter. */
final class CorrectionTally {
    private long wraps;
    private long recoveries;
    private long failedReads;
    private long doubtfulReads;
    private long resets;
    private long longGaps;
    private long suspends;
    private long lostAtLeastMicrojoules;

    void countWrap() {
        wraps++;
    }

    void countRecovery() {
        recoveries++;
    }

    void countFailedRead() {
        failedReads++;
    }

    void countDoubtfulRead() {
        doubtfulReads++;
    }

    void countReset() {
        resets++;
    }

    /** Counts a gap in which the counter can have wrapped more than once. */
    void countLongGap(long lostAtLeast) {
        longGaps++;
        lostAtLeastMicrojoules += lostAtLeast;
    }

    void countSuspend() {
        suspends++;
    }

    /** How often energy was lost. */
    long losses() {
        return resets + longGaps + suspends;
    }

    CorrectionCounts counts() {
        return new CorrectionCounts(
                wraps,
                recoveries,
                failedReads,
                doubtfulReads,
                resets,
                longGaps,
                suspends,
                new Energy(lostAtLeastMicrojoules));
    }
}
