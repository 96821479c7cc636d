package io.scaph.testkit;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** Counts the bytes that code allocates on the heap. Reading a sensor should allocate nothing. */
public final class Allocation {
    /** Enough calls for the just-in-time compilers. */
    private static final int WARM_UP = 20_000;

    private static final int CALLS = 10_000;

    private Allocation() {}

    /** The code to measure. */
    @FunctionalInterface
    public interface Code {
        /**
         * Runs the code once.
         *
         * @throws Exception whatever it throws; the measurement ends
         */
        void run() throws Exception;
    }

    /**
     * Runs the code 10,000 times on this thread, after a warm-up.
     *
     * @param code the code
     * @return the bytes per call that it allocated on this thread, rounded down
     * @throws Exception what the code threw
     * @throws UnsupportedOperationException if this JVM does not count allocation
     */
    public static long bytesPerCall(Code code) throws Exception {
        return bytesPerCall(WARM_UP, CALLS, code);
    }

    /**
     * Runs code that is too slow for thousands of calls, on this thread.
     *
     * @param warmUp the number of calls before the measurement
     * @param calls the number of measured calls
     * @param code the code
     * @return the bytes per call that it allocated on this thread, rounded down
     * @throws Exception what the code threw
     * @throws UnsupportedOperationException if this JVM does not count allocation
     */
    public static long bytesPerCall(int warmUp, int calls, Code code) throws Exception {
        if (!(ManagementFactory.getThreadMXBean() instanceof ThreadMXBean threads)
                || !threads.isThreadAllocatedMemorySupported()) {
            throw new UnsupportedOperationException("this JVM does not count allocation");
        }
        run(code, warmUp);
        long before = threads.getCurrentThreadAllocatedBytes();
        run(code, calls);
        return (threads.getCurrentThreadAllocatedBytes() - before) / calls;
    }

    private static void run(Code code, int calls) throws Exception {
        for (int i = 0; i < calls; i++) {
            code.run();
        }
    }
}
