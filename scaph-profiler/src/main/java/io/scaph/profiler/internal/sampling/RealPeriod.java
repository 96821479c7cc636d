package io.scaph.profiler.internal.sampling;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Finds the real period of {@code jdk.ExecutionSample}. It is longer than requested by the time that the sampler takes for
 * itself, or shorter if another recording requests a shorter one. It is the usual time between two samples of a thread that
 * runs all the time. Not safe for use by several threads.
 */
final class RealPeriod {
    /** Longer times are those of threads that paused, or had to wait for their turn. */
    private static final double LONGEST = 1.6;

    private static final double SHORTEST = 0.2;
    private static final int MEMORY = 32;
    private static final int MOST_THREADS = 1_000;

    private final double requestedNanos;
    private final Map<Long, Instant> last = new HashMap<>();
    private double nanos;

    RealPeriod(Duration requested) {
        requestedNanos = requested.toNanos();
        nanos = requestedNanos;
    }

    /**
     * Records a sample.
     *
     * @param thread the id of the thread
     * @param time when it was taken
     */
    void sampled(long thread, Instant time) {
        if (last.size() >= MOST_THREADS) {
            last.clear();
        }
        Instant before = last.put(thread, time);
        if (before != null) {
            double step = Duration.between(before, time).toNanos() / requestedNanos;
            if (step > SHORTEST && step < LONGEST) {
                nanos += (step * requestedNanos - nanos) / MEMORY;
            }
        }
    }

    long nanos() {
        return Math.round(nanos);
    }
}
