package io.scaph.api.internal.ledger;

import io.scaph.api.snapshot.Workload;
import io.scaph.api.snapshot.WorkloadEnergy;
import org.jspecify.annotations.Nullable;

/** What the ledger knows of one workload. */
final class Line {
    Workload workload;
    long cpuNanos;
    long unpostedNanos;
    long energyMicrojoules;
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

    WorkloadEnergy publish() {
        WorkloadEnergy last = published;
        if (last == null
                || last.energyMicrojoules() != energyMicrojoules
                || last.ended() != ended
                || last.workload() != workload) {
            last = new WorkloadEnergy(workload, energyMicrojoules, ended);
            published = last;
        }
        return last;
    }
}
