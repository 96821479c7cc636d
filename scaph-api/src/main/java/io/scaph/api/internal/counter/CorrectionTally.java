package io.scaph.api.internal.counter;

import io.scaph.api.energy.Energy;
import io.scaph.api.internal.snapshot.CorrectionCounts;

/** Counts what is corrected or lost in the readings of one counter. */
final class CorrectionTally {
    /** What can happen to a reading. */
    enum Event {
        WRAP,
        RECOVERY,
        FAILED_READ,
        DOUBTFUL_READ,
        RESET,
        LONG_GAP,
        SUSPEND
    }

    private final long[] counts = new long[Event.values().length];
    private long lostAtLeastMicrojoules;

    void count(Event event) {
        counts[event.ordinal()]++;
    }

    /** Counts a gap in which the counter can have wrapped more than once. */
    void countLongGap(long lostAtLeast) {
        count(Event.LONG_GAP);
        lostAtLeastMicrojoules += lostAtLeast;
    }

    private long of(Event event) {
        return counts[event.ordinal()];
    }

    /** How often energy was lost. */
    long losses() {
        return of(Event.RESET) + of(Event.LONG_GAP) + of(Event.SUSPEND);
    }

    CorrectionCounts counts() {
        return new CorrectionCounts(
                of(Event.WRAP),
                of(Event.RECOVERY),
                of(Event.FAILED_READ),
                of(Event.DOUBTFUL_READ),
                of(Event.RESET),
                of(Event.LONG_GAP),
                of(Event.SUSPEND),
                new Energy(lostAtLeastMicrojoules));
    }
}
