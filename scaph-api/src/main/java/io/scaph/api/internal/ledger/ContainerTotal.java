package io.scaph.api.internal.ledger;

import io.scaph.api.snapshot.Container;

/** What one container has used: its workloads, and those in it that ended without having had a line. */
final class ContainerTotal extends GroupTotal<Container> {
    private boolean based;
    /** Its control group is read for the first time: what it did before, and since when, is not known. */
    private boolean fresh;
    /** What its control group told last. */
    private long toldNanos;

    /**
     * By how much its control group was behind the workloads in it when it was posted last, not above 0: the two are not
     * read at the same moment. That is taken off the next time, or the noise would add up.
     */
    private long behindNanos;

    /** CPU time of this interval by its control group, less that of its workloads. */
    private long unpostedNanos;

    ContainerTotal(Container container) {
        super(container);
    }

    /** Takes a reading of its control group. */
    void tell(long cpuNanos) {
        if (based) {
            unpostedNanos += Math.max(0, cpuNanos - toldNanos);
            toldNanos = Math.max(toldNanos, cpuNanos);
        } else {
            based = true;
            fresh = true;
            toldNanos = cpuNanos;
        }
    }

    /** Takes off CPU time of a workload in it. */
    void subtract(long cpuNanos) {
        if (based) {
            unpostedNanos -= cpuNanos;
        }
    }

    /** The CPU time of those who ended unseen, in ns. */
    long unseenNanos() {
        return fresh ? 0 : Math.max(0, behindNanos + unpostedNanos);
    }

    /** Ends an interval. CPU time of unseen ones that could not be charged is somebody else's by now. */
    void settle() {
        behindNanos = fresh ? 0 : Math.min(0, behindNanos + unpostedNanos);
        fresh = false;
        unpostedNanos = 0;
    }
}
