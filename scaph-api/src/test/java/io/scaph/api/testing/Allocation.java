package io.scaph.api.testing;

import java.lang.reflect.Method;

/**
 * Counts what a piece of code allocates. As in scaph-testkit, which can't be used here; by reflection, because this module
 * does not read the one that has the figure.
 */
public final class Allocation {
    private static final int WARM_UP = 20_000;
    private static final int CALLS = 10_000;

    private Allocation() {}

    /** In whole bytes: what little the measurement itself allocates is less than one per call. */
    public static long bytesPerCall(Runnable code) throws ReflectiveOperationException {
        Object threads = Class.forName("java.lang.management.ManagementFactory")
                .getMethod("getThreadMXBean")
                .invoke(null);
        Method allocated =
                Class.forName("com.sun.management.ThreadMXBean").getMethod("getThreadAllocatedBytes", long.class);
        long self = Thread.currentThread().getId();
        for (int i = 0; i < WARM_UP; i++) {
            code.run();
        }
        long before = (long) allocated.invoke(threads, self);
        for (int i = 0; i < CALLS; i++) {
            code.run();
        }
        return ((long) allocated.invoke(threads, self) - before) / CALLS;
    }
}
