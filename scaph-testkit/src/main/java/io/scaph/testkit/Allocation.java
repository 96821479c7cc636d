package io.scaph.testkit;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** Counts what a piece of code allocates on the heap: reading a sensor should take nothing. */
public final class Allocation {
    /** Enough for the just-in-time compilers. */
    private static final int WARM_UP = 20_000;

    private static final int CALLS = 10_000;

    private Allocation() {}

    /** Code to be measured. */
    @FunctionalInterface
    public interface Code {
        /**
         * Runs it once.
         *
         * @throws Exception whatever it throws; the measurement ends
         */
        void run() throws Exception;
    }

    /**
     * Runs the code some ten thousand times, after a warm-up, on this thread.
     *
     * @param code what to run
     * @return the bytes that it allocated on this thread, per call, rounded down
     * @throws Exception what the code threw
     * @throws UnsupportedOperationException if this JVM does not count allocation
     */
    public static long bytesPerCall(Code code) throws Exception {
        return bytesPerCall(WARM_UP, CALLS, code);
    }

    /**
     * Runs slow code as often as is bearable, on this thread.
     *
     * @param warmUp how often to run it first
     * @param calls how often to run it then
     * @param code what to run
     * @return the bytes that it allocated on this thread, per call, rounded down
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
