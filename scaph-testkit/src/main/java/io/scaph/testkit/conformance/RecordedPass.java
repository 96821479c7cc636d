package io.scaph.testkit.conformance;

import io.scaph.api.spi.WorkloadSource;
import io.scaph.api.workload.Container;
import io.scaph.api.workload.Job;
import io.scaph.api.workload.ProcessInfo;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The processes that a workload source reported in one pass. */
final class RecordedPass implements WorkloadSource.Visitor {
    private final Map<Object, ProcessInfo> workloads = new HashMap<>();
    private final Map<Object, Long> cpuNanos = new HashMap<>();
    private final List<Object> twice = new ArrayList<>();
    private final List<Object> orphans = new ArrayList<>();
    private final List<Integer> onlineCpus = new ArrayList<>();

    /** The online CPUs by each report of the machine. */
    List<Integer> onlineCpus() {
        return onlineCpus;
    }

    Map<Object, ProcessInfo> processes() {
        return workloads;
    }

    long cpuNanos(Object identity) {
        return cpuNanos.getOrDefault(identity, 0L);
    }

    List<Object> reportedTwice() {
        return twice;
    }

    /** The processes that were charged for ended children before they were reported. */
    List<Object> orphans() {
        return orphans;
    }

    @Override
    public void machine(int cpus, long idleNanos, long stolenNanos, long interruptNanos) {
        machine(cpus);
    }

    @Override
    public void machine(int cpus) {
        onlineCpus.add(cpus);
    }

    @Override
    public void process(ProcessInfo process, long nanos, boolean startedSinceLastPass) {
        Object identity = process.identity();
        if (workloads.put(identity, process) != null) {
            twice.add(identity);
        }
        cpuNanos.put(identity, nanos);
    }

    @Override
    public void endedChildren(ProcessInfo parent, long nanos) {
        if (!workloads.containsKey(parent.identity())) {
            orphans.add(parent.identity());
        }
    }

    @Override
    public void ended(ProcessInfo process, long nanos, boolean startedSinceLastPass) {
        process(process, nanos, startedSinceLastPass);
    }

    @Override
    public void group(Optional<Container> container, Optional<Job> job, long nanos) {
        // There is no rule for groups.
    }
}
