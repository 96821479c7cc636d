package io.scaph.api.internal.own;

import io.scaph.api.internal.plugin.PluginGuard;
import java.util.function.LongSupplier;

/** The CPU clocks of a workload source, read through a guard: a clock that throws is unknown. Allocates nothing. */
public final class GuardedCpuClocks implements CpuClocks {
    private static final long UNKNOWN = -1;

    private final PluginGuard guard;
    // Created once: a lambda created for each read would be garbage.
    private final LongSupplier process;
    private final LongSupplier thread;

    /**
     * Guards clocks.
     *
     * @param clocks the clocks of a workload source
     * @param guard the guard to read them through
     */
    public GuardedCpuClocks(CpuClocks clocks, PluginGuard guard) {
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
