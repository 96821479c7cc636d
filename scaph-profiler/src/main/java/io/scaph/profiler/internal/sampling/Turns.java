package io.scaph.profiler.internal.sampling;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Finds how many threads take turns where one of them is sampled at a time. {@code jdk.NativeMethodSample} samples one thread in
 * each period, in turn (MAX_NR_OF_NATIVE_SAMPLES in jfrThreadSampler.cpp). A sample of a thread stands for as many periods as
 * there are threads that take turns: itself, and those that were sampled since its last turn. Not safe for use by several
 * threads.
 */
final class Turns {
    private static final int MOST = 1_000;

    /** In the order of their last turn. */
    private final Set<Long> threads = new LinkedHashSet<>();

    /**
     * Records the turn of a thread.
     *
     * @param thread the id of the thread
     * @return how many threads have had a turn since the last turn of this thread, itself included; 1 if this is its first
     */
    int take(long thread) {
        int count = 1;
        boolean known = false;
        for (long other : threads) {
            if (other == thread) {
                known = true;
            } else if (known) {
                count++;
            }
        }
        threads.remove(thread);
        threads.add(thread);
        if (threads.size() > MOST) {
            threads.remove(threads.iterator().next());
        }
        return count;
    }
}
