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
    @Override
    public long losses() {
        return resets + longGaps + suspends;
    }
}
