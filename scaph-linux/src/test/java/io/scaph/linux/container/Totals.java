package io.scaph.linux.container;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaph.api.spi.WorkloadSource;
import io.scaph.api.workload.Container;
import io.scaph.api.workload.Job;
import io.scaph.api.workload.ProcessInfo;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Records the reported CPU time of containers. */
final class Totals implements WorkloadSource.Visitor {
    final Map<String, Long> nanosById = new LinkedHashMap<>();

    @Override
    public void machine(int onlineCpus, long idleNanos, long stolenNanos, long interruptNanos) {
        throw new AssertionError();
    }

    @Override
    public void machine(int onlineCpus) {
        throw new AssertionError();
    }

    @Override
    public void process(ProcessInfo process, long cpuNanos, boolean startedSinceLastPass) {
        throw new AssertionError();
    }

    @Override
    public void endedChildren(ProcessInfo parent, long cpuNanos) {
        throw new AssertionError();
    }

    @Override
    public void ended(ProcessInfo process, long cpuNanos, boolean startedSinceLastPass) {
        throw new AssertionError();
    }

    @Override
    public void group(Optional<Container> container, Optional<Job> job, long cpuNanos) {
        String id = container.map(Container::id).orElse("")
                + job.map(which -> "@" + which.id()).orElse("");
        assertThat(nanosById.put(id, cpuNanos)).isNull();
    }
}
