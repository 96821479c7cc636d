package io.scaph.api.internal.processhandle;

import io.scaph.api.internal.own.DescendantClock;
import io.scaph.api.internal.own.DescendantProvider;
import io.scaph.api.internal.workload.ProcessIdentity;
import io.scaph.api.internal.workload.ProcessRecord;
import io.scaph.api.spi.Availability;
import io.scaph.api.spi.HostRoots;
import io.scaph.api.spi.PluginSetup;
import io.scaph.api.spi.WorkloadSource;
import io.scaph.api.workload.ProcessInfo;
import io.scaph.api.workload.WorkloadDetail;
import java.io.File;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The workload source of last resort: {@link ProcessHandle}. */
public final class ProcessHandleProvider implements DescendantProvider {
    /** For {@code ServiceLoader}. */
    public ProcessHandleProvider() {}

    @Override
    public String name() {
        return "process-handle";
    }

    @Override
    public int priority() {
        return 0;
    }

    @Override
    public Availability probe(PluginSetup setup) {
        return setup.roots().procfs().equals(HostRoots.STANDARD.procfs())
                ? Availability.available("the processes that Java can see")
                : Availability.unavailable(
                        "Java sees the processes of " + HostRoots.STANDARD.procfs() + ", not those of "
                                + setup.roots().procfs(),
                        "leave out --path-procfs");
    }

    @Override
    public WorkloadSource open(PluginSetup setup) {
        return new HandleSource(setup.details());
    }

    @Override
    public Optional<DescendantClock> descendants(PluginSetup setup) {
        return Optional.of(new HandleClock());
    }

    private static final class HandleSource implements WorkloadSource {
        private final boolean commandLines;
        private Map<ProcessIdentity, ProcessInfo> known = new HashMap<>();
        private Instant lastPass = Instant.MAX;

        HandleSource(Set<WorkloadDetail> details) {
            commandLines = details.contains(WorkloadDetail.COMMAND_LINE);
        }

        @Override
        public void read(Visitor visitor) {
            Instant now = Instant.now();
            visitor.machine(Runtime.getRuntime().availableProcessors());
            Map<ProcessIdentity, ProcessInfo> seen = new HashMap<>();
            ProcessHandle.allProcesses().forEach(handle -> {
                ProcessHandle.Info info = handle.info();
                Optional<Instant> start = info.startInstant();
                Optional<Duration> cpu = info.totalCpuDuration();
                if (start.isPresent() && cpu.isPresent()) {
                    ProcessIdentity identity = new ProcessIdentity(handle.pid(), start.get(), true);
                    ProcessInfo process = known.get(identity);
                    if (process == null) {
                        process = describe(identity, info);
                    }
                    seen.put(identity, process);
                    visitor.process(process, cpu.get().toNanos(), !start.get().isBefore(lastPass));
                }
            });
            known = seen;
            lastPass = now;
        }

        private ProcessInfo describe(ProcessIdentity identity, ProcessHandle.Info info) {
            String name = info.command()
                    .map(command -> command.substring(command.lastIndexOf(File.separatorChar) + 1))
                    .orElse("");
            return ProcessRecord.of(identity, name)
                    .withExecutable(info.command().orElse(null))
                    .withCommandLine(commandLines ? info.commandLine().orElse(null) : null);
        }
    }
}
