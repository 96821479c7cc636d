package io.scaph.profiler.internal.sampling;

import io.scaph.profiler.internal.division.StackSample;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/** Samples the stacks of this JVM. Safe for use by several threads. */
public interface StackSampler extends AutoCloseable {
    /**
     * Starts to sample.
     *
     * @param period the time between two samples of a thread
     * @return the sampler, which takes samples already
     * @throws IOException if this JVM can't be sampled; the message has the reason and the remedy
     */
    static StackSampler start(Duration period) throws IOException {
        if (ModuleLayer.boot().findModule("jdk.jfr").isEmpty()) {
            throw new IOException("this Java runtime has no flight recorder; add the module jdk.jfr to it (jlink,"
                    + " --limit-modules, --add-modules)");
        }
        return FlightSampler.start(period);
    }

    /**
     * Begins to deliver; what was sampled before is dropped.
     *
     * @param samples receives the samples, on one thread
     * @param ticks receives the number of each tick that was {@linkplain #mark marked} after the samples from before it, on the
     *     same thread
     */
    void deliverTo(Consumer<StackSample> samples, LongConsumer ticks);

    /**
     * Marks a tick among the samples.
     *
     * @param tick its number
     */
    void mark(long tick);

    /**
     * Returns whether the CPU time of each thread triggers its samples.
     *
     * @return false if it is the wall clock, for a few threads at a time
     */
    boolean isByCpuTime();

    /**
     * Returns the real period.
     *
     * @return the time between two samples of a thread, in ns
     */
    long periodNanos();

    /**
     * Returns how many samples there were.
     *
     * @return the counts so far
     */
    SampleTally tally();

    /** Stops to sample. Samples that were not delivered yet are lost. */
    @Override
    void close();
}
