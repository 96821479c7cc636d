package io.scaph.api.internal.timing;

/**
 * Implemented by a sensor whose counters move in other steps than those of RAPL. A reading is off by up to a step, and one that
 * is younger than two steps stands for one of now: read again, the counters might not have moved.
 */
public interface CounterStep {
    /** RAPL counters move about once in a millisecond. */
    long RAPL_NANOS = 1_000_000;

    /**
     * The time between two moves of the counters.
     *
     * @return ns, the same at every call; 0 if the counters move all the time, as simulated ones do
     */
    long stepNanos();
}
