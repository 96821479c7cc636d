package io.scaph.api.internal.ledger;

import io.scaph.api.snapshot.Workload;
import io.scaph.api.snapshot.WorkloadEnergy;
import org.jspecify.annotations.Nullable;

/** What the ledger knows of one workload. */
final class Line {
    Workload workload;
    /** The highest reading of its CPU clock. */
    long cpuNanos;
    /** CPU time that waits for its energy: its own, and that of children that ended unseen. */
    long unpostedNanos;

    long unpostedChildNanos;
    /** CPU time that has its energy, or never will. */
    long postedNanos;

    long energyMicrojoules;
    long childMicrojoules;

    @Nullable
    ContainerTotal container;

    @Nullable
    UserTotal user;

    long pass;
    boolean ended;
    /** The first snapshot that shows the line with its final total. */
    long finalSequence = Long.MAX_VALUE;
    /** Everybody has seen that total. */
    boolean over;

    private @Nullable WorkloadEnergy published;

    Line(Workload workload, long cpuNanos) {
        this.workload = workload;
        this.cpuNanos = cpuNanos;
    }

    /** The energy of its own CPU time, then that of its children's. */
    void credit(long ownMicrojoules, long moreChildMicrojoules) {
        long more = ownMicrojoules + moreChildMicrojoules;
        energyMicrojoules += more;
        childMicrojoules += moreChildMicrojoules;
        if (container != null) {
            container.energyMicrojoules += more;
        }
        if (user != null) {
            user.energyMicrojoules += more;
        }
    }

    boolean isSettled() {
        return unpostedNanos == 0 && unpostedChildNanos == 0;
    }

    void settle() {
        postedNanos += unpostedNanos + unpostedChildNanos;
        unpostedNanos = 0;
        unpostedChildNanos = 0;
    }

    WorkloadEnergy publish() {
        WorkloadEnergy last = published;
        if (last == null
                || last.energyMicrojoules() != energyMicrojoules
                || last.cpuNanos() != postedNanos
                || last.ended() != ended
                || last.workload() != workload) {
            last = new WorkloadEnergy(workload, energyMicrojoules, childMicrojoules, postedNanos, ended);
            published = last;
        }
        return last;
    }
}
