package io.scaph.linux.perf;

import java.io.IOException;

/** Counting perf events of one CPU that are read together: those of the kernel, or those of a test. */
public interface EventGroup extends AutoCloseable {
    /**
     * Reads all counts at one instant.
     *
     * @param counts takes the counts in the order of the events, each modulo 2<sup>64</sup>
     * @throws IOException if they can't be read; the message names group and reason in one line. The next call tries again
     */
    void read(long[] counts) throws IOException;

    @Override
    void close();

    /** Opens a group, as {@link PerfEventGroup#open}. */
    @FunctionalInterface
    interface Opener {
        /**
         * Opens events and starts to count.
         *
         * @param type the number of the PMU
         * @param configs the events, as that PMU numbers them; at least one
         * @param cpu the number of the CPU to count on
         * @return the open group; the caller closes it
         * @throws IOException if it can't be opened; the message names call and reason in one line
         */
        EventGroup open(int type, long[] configs, int cpu) throws IOException;
    }
}
