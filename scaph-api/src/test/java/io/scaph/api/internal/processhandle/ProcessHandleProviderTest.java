package io.scaph.api.internal.processhandle;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaph.api.spi.PluginSetup;
import io.scaph.api.spi.WorkloadSource;
import io.scaph.api.workload.Container;
import io.scaph.api.workload.Job;
import io.scaph.api.workload.ProcessInfo;
import io.scaph.api.workload.WorkloadDetail;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ProcessHandleProviderTest {
    /** What one pass reported. */
    private static final class Pass implements WorkloadSource.Visitor {
        final Map<Long, ProcessInfo> workloads = new HashMap<>();
        final Map<Long, Long> cpuNanos = new HashMap<>();
        final Map<Long, Boolean> started = new HashMap<>();
        int cpus;

        @Override
        public void machine(int onlineCpus, long idle, long stolen, long interrupts) {
            throw new AssertionError("idle time can't be known");
        }

        @Override
        public void machine(int onlineCpus) {
            cpus = onlineCpus;
        }

        @Override
        public void process(ProcessInfo process, long nanos, boolean startedSinceLastPass) {
            workloads.put(process.pid(), process);
            cpuNanos.put(process.pid(), nanos);
            started.put(process.pid(), startedSinceLastPass);
        }

        @Override
        public void endedChildren(ProcessInfo parent, long nanos) {
            throw new AssertionError("this is unknown here");
        }

        @Override
        public void ended(ProcessInfo process, long nanos, boolean startedSinceLastPass) {
            throw new AssertionError("this is unknown here");
        }

        @Override
        public void group(Optional<Container> container, Optional<Job> job, long nanos) {
            throw new AssertionError("this is unknown here");
        }
    }

    private final long self = ProcessHandle.current().pid();

    private static WorkloadSource open(WorkloadDetail... details) {
        return new ProcessHandleProvider().open(PluginSetup.standard().withDetails(Set.of(details)));
    }

    private static Pass read(WorkloadSource source) throws IOException {
        Pass pass = new Pass();
        source.read(pass);
        return pass;
    }

    @Test
    void thisProcessIsReportedWithItsCpuTime() throws Exception {
        try (WorkloadSource source = open()) {
            Pass pass = read(source);

            assertThat(pass.cpus).isPositive();
            assertThat(pass.workloads).containsKey(self);
            assertThat(pass.cpuNanos.get(self)).isPositive();
        }
    }

    @Test
    void aProcessKeepsItsDescriptionAndStartsOnlyOnce() throws Exception {
        try (WorkloadSource source = open()) {
            Pass first = read(source);

            Pass second = read(source);

            assertThat(second.workloads.get(self)).isSameAs(first.workloads.get(self));
            assertThat(second.started).containsEntry(self, false);
            assertThat(second.cpuNanos.get(self)).isGreaterThanOrEqualTo(first.cpuNanos.getOrDefault(self, 0L));
        }
    }

    @Test
    void commandLinesAreReportedOnlyIfRequested() throws Exception {
        try (WorkloadSource silent = open();
                WorkloadSource reporting = open(WorkloadDetail.COMMAND_LINE)) {
            assertThat(read(silent).workloads.values())
                    .allMatch(process -> process.commandLine().isEmpty());
            assertThat(read(reporting).workloads.get(self))
                    .extracting(process -> process.commandLine().isPresent())
                    .isEqualTo(ProcessHandle.current().info().commandLine().isPresent());
        }
    }
}
