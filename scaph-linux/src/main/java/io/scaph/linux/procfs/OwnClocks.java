package io.scaph.linux.procfs;

import io.scaph.api.internal.own.CpuClocks;
import io.scaph.api.internal.own.JvmClocks;

/**
 * The CPU clocks of this process, to the microsecond: the JVM's own clock of the process advances in steps of 10 ms on Linux
 * (times(2)); the JVM's clock of a thread does not.
 */
public final class OwnClocks implements CpuClocks {
    private static final long NANOS_PER_MICRO = 1_000;

    private final CpuClocks jvm = new JvmClocks();

    @Override
    public long processNanos() {
        long micros = ProcessCalls.processMicros();
        return micros < 0 ? jvm.processNanos() : micros * NANOS_PER_MICRO;
    }

    @Override
    public long threadNanos() {
        return jvm.threadNanos();
    }
}
