package io.scaph.cli.exec;

import io.scaph.api.internal.own.CpuClocks;
import io.scaph.api.internal.own.OwnProcessSource;
import io.scaph.api.spi.WorkloadSource;
import io.scaph.api.workload.ProcessInfo;
import io.scaph.api.workload.Resources;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;

/** The processes of the host, with the CPU clock of a command in place of this JVM's: a scope then measures the command. */
final class CommandWorkloads implements OwnProcessSource {
    private final WorkloadSource source;
    private final CommandClock clock;

    CommandWorkloads(WorkloadSource source, CommandClock clock) {
        this.source = source;
        this.clock = clock;
    }

    @Override
    public Optional<CpuClocks> cpuClocks() {
        return Optional.of(clock);
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
