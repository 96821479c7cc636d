package io.scaph.benchmarks;

import io.scaph.api.spi.WorkloadSource;
import io.scaph.api.workload.ProcessInfo;
import java.time.Instant;

/** Processes that each use a hundredth of one of 4 CPUs, from one millisecond to the next, and never change. */
final class BusyProcesses implements WorkloadSource {
    private static final int CPUS = 4;
    private static final long NANOS_PER_PASS = 10_000;

    private final ProcessInfo[] processes;
    private long cpuNanos;

    BusyProcesses(int count) {
        processes = new ProcessInfo[count];
        for (int i = 0; i < count; i++) {
            processes[i] = ProcessInfo.of(1_000 + i, Instant.EPOCH, "process-" + i);
        }
    }

    @Override
    public void read(Visitor visitor) {
        cpuNanos += NANOS_PER_PASS;
        visitor.machine(CPUS, cpuNanos, 0, 0);
        for (ProcessInfo process : processes) {
            visitor.process(process, cpuNanos, false);
        }
    }

    @Override
    public void close() {}
}
