package io.scaph.profiler.internal.sampling;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Finds how many threads take turns where one of them is sampled at a time. {@code jdk.NativeMethodSample} samples one thread in
 * each period, in turn (MAX_NR_OF_NATIVE_SAMPLES in jfrThreadSampler.cpp). A sample of a thread stands for as many periods as
 * there are threads that take turns: itself, and those that were sampled since its last turn without a pause. Not safe for use by several
 * threads.
 */
final class Turns {
    private static final int MOST = 1_000;

    /** After a longer time without any sample, in periods, no thread takes turns with those before. */
    private static final double PAUSE = 1.6;

    /** In the order of their last turn. */
    private final Set<Long> threads = new LinkedHashSet<>();

    private Instant last = Instant.MIN;

    /**
     * Records the turn of a thread.
     *
     * @param thread the id of the thread
     * @param time when it was sampled
     * @param periodNanos the time between two turns, in ns
     * @return how many threads take turns, itself included
     */
    int take(long thread, Instant time, long periodNanos) {
        if (last.isBefore(time.minusNanos(Math.round(PAUSE * periodNanos)))) {
            threads.clear();
        }
        last = time;
        int count = 1;
        // Those since its own last turn are behind it.
        for (long other : threads) {
            count = other == thread ? 1 : count + 1;
        }
        threads.remove(thread);
        threads.add(thread);
        if (threads.size() > MOST) {
            threads.remove(threads.iterator().next());
        }
        return count;
    }
}
