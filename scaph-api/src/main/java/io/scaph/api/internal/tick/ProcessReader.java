package io.scaph.api.internal.tick;

import io.scaph.api.internal.ledger.Ledger;
import io.scaph.api.internal.own.JvmTimes;
import io.scaph.api.internal.own.OwnProcessSource;
import io.scaph.api.internal.plugin.PluginGuard;
import io.scaph.api.snapshot.JvmEnergy;
import io.scaph.api.snapshot.ProcessEnergy;
import io.scaph.api.spi.WorkloadSource;
import io.scaph.api.workload.ProcessInfo;
import io.scaph.api.workload.Resources;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the processes of a workload source into a ledger. Allocates nothing, except in the source. */
final class ProcessReader implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(ProcessReader.class);

    private final WorkloadSource source;
    private final JvmAccount jvmAccount = new JvmAccount();
    /** Created once: a lambda created for each pass would be garbage. */
    private final PluginGuard.Call pass;

    private final PluginGuard passGuard = new PluginGuard(LOGGER, "reading the processes");
    private final PluginGuard selfGuard = new PluginGuard(LOGGER, "reading the id of this process");
    private final PluginGuard jvmGuard = new PluginGuard(LOGGER, "reading the threads of this JVM");
    private final PluginGuard resourcesGuard = new PluginGuard(LOGGER, "reading the resources of a process");
    private volatile boolean reading;

    /**
     * Takes over a workload source.
     *
     * @param source the open source; closed by {@link #close()}
     * @param ledger receives what it reads
     */
    ProcessReader(WorkloadSource source, Ledger ledger) {
        this.source = source;
        pass = () -> source.read(ledger);
    }

    /** Reads all processes. Returns whether that was possible; a failure is logged. */
    boolean read() {
        reading = true;
        try {
            return passGuard.run(pass) == null;
        } finally {
            reading = false;
        }
    }

    /** What is being read; empty between readings. For any thread. */
    String activity() {
        return reading ? "the processes" : "";
    }

    /** Returns the line of this process; empty if it is unknown. */
    Optional<ProcessEnergy> self(List<ProcessEnergy> lines) {
        OptionalLong pid = selfGuard.ask(source::ownPid, OptionalLong.empty());
        return pid.isEmpty()
                ? Optional.empty()
                : lines.stream()
                        .filter(line -> !line.isEnded() && line.process().pid() == pid.getAsLong())
                        .findFirst();
    }

    /** Divides the line of this process among the parts of the JVM; empty if they are unknown. */
    Optional<JvmEnergy> jvm(ProcessEnergy self) {
        Optional<JvmTimes> times = source instanceof OwnProcessSource own
                ? jvmGuard.ask(own::jvmTimes, Optional.<JvmTimes>empty())
                : Optional.empty();
        return times.map(now -> jvmAccount.post(now, self));
    }

    /** Returns what a process uses in addition to CPU time, as far as it is known. For any thread. */
    Optional<Resources> resources(ProcessInfo process) {
        return resourcesGuard.ask(() -> source.resources(process), Optional.empty());
    }

    @Override
    public void close() {
        new PluginGuard(LOGGER, "closing the workload source").run(source::close);
    }
}
