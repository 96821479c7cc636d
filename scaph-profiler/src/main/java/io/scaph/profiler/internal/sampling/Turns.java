package io.scaph.profiler.internal.sampling;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Finds how many threads take turns where one of them is sampled at a time. {@code jdk.NativeMethodSample} samples one thread in
 * each period, in turn (MAX_NR_OF_NATIVE_SAMPLES in jfrThreadSampler.cpp). A sample of a thread stands for as many periods as
 * there are threads that take turns: itself, and those that were sampled since its last turn. A thread whose last turn was longer
 * ago than that has not taken turns. Not safe for use by several threads.
 */
final class Turns {
    private static final int MOST = 1_000;

    /** Turns come late. */
    private static final double TOLERANCE = 1.6;

    /** When each thread had its last turn, in this order. */
    private final Map<Long, Instant> last = new LinkedHashMap<>();

    /**
     * Records the turn of a thread.
     *
     * @param thread the id of the thread
     * @param time when it was sampled
     * @param periodNanos the time between two turns, in ns
     * @return how many threads take turns, itself included
     */
    int take(long thread, Instant time, long periodNanos) {
        int count = 1;
        for (long other : last.keySet()) {
            // Those since its own last turn are behind it.
            count = other == thread ? 1 : count + 1;
        }
        Instant before = last.remove(thread);
        last.put(thread, time);
        if (last.size() > MOST) {
            last.remove(last.keySet().iterator().next());
        }
        boolean inTurn =
                before != null && !before.isBefore(time.minusNanos(Math.round(TOLERANCE * count * periodNanos)));
        return inTurn ? count : 1;
    }
}
