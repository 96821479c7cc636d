package io.scaph.linux.procfs;

import io.scaph.api.snapshot.Container;
import io.scaph.api.snapshot.Job;
import io.scaph.api.snapshot.Workload;
import io.scaph.api.spi.WorkloadSource;
import java.util.Optional;

/** Counts the workloads that it is told of, without garbage. */
final class SilentVisitor implements WorkloadSource.Visitor {
    int workloads;

    @Override
    public void machine(int cpus, long idle, long stolen, long interrupts) {
        workloads = 0;
    }

    @Override
    public void machine(int cpus) {
        workloads = 0;
    }

    @Override
    public void workload(Workload workload, long cpuNanos, boolean started) {
        workloads++;
    }

    @Override
    public void endedChildren(Workload parent, long nanos) {
        // Not counted.
    }

    @Override
    public void ended(Workload workload, long cpuNanos, boolean started) {
        // Not counted.
    }

    @Override
    public void group(Optional<Container> container, Optional<Job> job, long nanos) {
        // Not counted.
    }
}
