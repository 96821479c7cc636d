package io.scaph.profiler.internal.sampling;

/**
 * Counts samples.
 *
 * @param taken those with a stack
 * @param lost those that the JVM could not take, as it was at work inside itself
 * @param failed those without a stack
 * @param biased those of {@code taken} with a line that may be off; their method is right
 * @param truncated those of {@code taken} whose outermost frames are missing
 */
public record SampleTally(long taken, long lost, long failed, long biased, long truncated) {
    static final SampleTally NONE = new SampleTally(0, 0, 0, 0, 0);

    SampleTally plus(SampleTally other) {
        return new SampleTally(
                taken + other.taken,
                lost + other.lost,
                failed + other.failed,
                biased + other.biased,
                truncated + other.truncated);
    }
}
