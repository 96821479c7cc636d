package io.scaph.cli.exec;

import io.scaph.api.internal.own.CpuClocks;
import io.scaph.api.internal.own.DescendantClock;
import io.scaph.api.internal.own.OwnProcessSource;
import io.scaph.api.spi.WorkloadSource;
import io.scaph.api.workload.ProcessInfo;
import io.scaph.api.workload.Resources;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The processes of the host, with the CPU clock of a command in place of this JVM's: a scope then measures the command. The clock
 * does not advance between two readings, so that the end of one scope is the beginning of the next.
 */
final class CommandWorkloads implements OwnProcessSource, CpuClocks {
    private final WorkloadSource source;
    private final DescendantClock clock;
    private volatile long nanos;

    CommandWorkloads(WorkloadSource source, DescendantClock clock) {
        this.source = source;
        this.clock = clock;
    }

    /** Reads what the command has used up to now. */
    void readClock() throws IOException {
        nanos = clock.nanos();
    }

    /** The number of descendants at the last reading. */
    int running() {
        return clock.running();
    }

    @Override
    public long processNanos() {
        return nanos;
    }

    @Override
    public long threadNanos() {
        return -1;
    }

    @Override
    public Optional<CpuClocks> cpuClocks() {
        return Optional.of(this);
    }

    @Override
    public void read(Visitor visitor) throws IOException {
        source.read(visitor);
    }

    @Override
    public Optional<Resources> resources(ProcessInfo process) {
        return source.resources(process);
    }

    @Override
    public OptionalLong ownPid() {
        return source.ownPid();
    }

    @Override
    public void close() {
        source.close();
    }
}
