package io.scaph.api.internal.discovery;

import io.scaph.api.internal.own.CpuClocks;
import io.scaph.api.internal.own.JvmClocks;
import io.scaph.api.internal.own.OwnProcessSource;
import io.scaph.api.internal.plugin.PluginException;
import io.scaph.api.internal.plugin.PluginGuard;
import io.scaph.api.internal.plugin.Ranking;
import io.scaph.api.spi.Availability;
import io.scaph.api.spi.PluginSetup;
import io.scaph.api.spi.WorkloadSource;
import io.scaph.api.spi.WorkloadSourceProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Chooses and opens the workload source. */
public final class WorkloadSelection {
    private static final Logger LOGGER = LoggerFactory.getLogger(WorkloadSelection.class);

    private WorkloadSelection() {}

    /**
     * Opens the best workload source that works here.
     *
     * @param providers the sources to choose from
     * @param setup what to open it with
     * @return the open source; one without processes, so that all energy is unattributed, if none works
     */
    public static WorkloadSource open(List<WorkloadSourceProvider> providers, PluginSetup setup) {
        List<String> reasons = new ArrayList<>();
        for (WorkloadSourceProvider provider : Ranking.workloadSources(providers)) {
            String name = Ranking.name(provider);
            PluginGuard guard = new PluginGuard(LOGGER, "workload source " + name);
            try {
                Availability availability = guard.require(() -> provider.probe(setup));
                if (!availability.isAvailable()) {
                    reasons.add(name + ": " + availability.reason());
                } else {
                    WorkloadSource source = guard.require(() -> provider.open(setup));
                    if (!reasons.isEmpty()) {
                        LOGGER.warn("processes are read by {}: {}", name, String.join("; ", reasons));
                    }
                    return source;
                }
            } catch (PluginException e) {
                reasons.add(e.getMessage());
            }
        }
        LOGGER.warn("processes can't be read, so all energy is unattributed: {}", String.join("; ", reasons));
        return visitor -> {};
    }

    /**
     * Returns the clocks of this process that a workload source offers. A read that fails is logged, and its time is unknown.
     *
     * @param source the open source
     * @return its clocks; those of the JVM if it has none
     */
    public static CpuClocks cpuClocks(WorkloadSource source) {
        PluginGuard guard = new PluginGuard(LOGGER, "the CPU clock of this process");
        Optional<CpuClocks> offered = source instanceof OwnProcessSource own
                ? guard.ask(own::cpuClocks, Optional.<CpuClocks>empty())
                : Optional.empty();
        return offered.isPresent()
                ? new GuardedCpuClocks(offered.get(), guard)
                : guard.ask(JvmClocks::new, CpuClocks.UNKNOWN);
    }

    /**
     * Closes a workload source. A failure is logged.
     *
     * @param source the source
     */
    public static void close(WorkloadSource source) {
        new PluginGuard(LOGGER, "closing the workload source").run(source::close);
    }

    /** The CPU clocks of a workload source, read through a guard: a clock that throws is unknown. Allocates nothing. */
    private static final class GuardedCpuClocks implements CpuClocks {
        private static final long UNKNOWN = -1;

        private final PluginGuard guard;
        // Created once: a lambda created for each read would be garbage.
        private final LongSupplier process;
        private final LongSupplier thread;

        GuardedCpuClocks(CpuClocks clocks, PluginGuard guard) {
            this.guard = guard;
            process = clocks::processNanos;
            thread = clocks::threadNanos;
        }

        @Override
        public long processNanos() {
            return guard.askLong(process, UNKNOWN);
        }

        @Override
        public long threadNanos() {
            return guard.askLong(thread, UNKNOWN);
        }
    }
}
