package io.scaph.linux;

import io.scaph.api.spi.WorkloadSource;
import io.scaph.api.workload.Container;
import io.scaph.api.workload.Job;
import io.scaph.api.workload.ProcessInfo;
import java.util.Optional;

/** Counts the processes that are reported to it, without allocation. */
public final class SilentVisitor implements WorkloadSource.Visitor {
    public int workloads;

    @Override
    public void machine(int cpus, long idle, long stolen, long interrupts) {
        workloads = 0;
    }

    @Override
    public void machine(int cpus) {
        workloads = 0;
    }

    @Override
    public void process(ProcessInfo process, long cpuNanos, boolean started) {
        workloads++;
    }

    @Override
    public void endedChildren(ProcessInfo parent, long nanos) {
        // Not counted.
    }

    @Override
    public void ended(ProcessInfo process, long cpuNanos, boolean started) {
        // Not counted.
    }

    @Override
    public void group(Optional<Container> container, Optional<Job> job, long nanos) {
        // Not counted.
    }
}
