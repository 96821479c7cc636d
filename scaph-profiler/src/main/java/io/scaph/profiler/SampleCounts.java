package io.scaph.profiler;

/** How many samples a profile is made of, and how many are missing. Immutable. */
public final class SampleCounts {
    private final boolean byCpuTime;
    private final long taken;
    private final long expected;
    private final long lost;
    private final long failed;
    private final long biased;
    private final long truncated;
    private final long withoutEnergy;

    SampleCounts(
            boolean byCpuTime,
            long taken,
            long expected,
            long lost,
            long failed,
            long biased,
            long truncated,
            long withoutEnergy) {
        this.byCpuTime = byCpuTime;
        this.taken = taken;
        this.expected = expected;
        this.lost = lost;
        this.failed = failed;
        this.biased = biased;
        this.truncated = truncated;
        this.withoutEnergy = withoutEnergy;
    }

    /**
     * Returns whether the CPU time of each thread triggered its samples, as on JDK 25 and later on Linux.
     *
     * @return false if the wall clock did, for a few threads at a time: the profile is less exact then, and does not show what
     *     could not be sampled
     */
    public boolean isByCpuTime() {
        return byCpuTime;
    }

    /**
     * Returns the samples with a stack.
     *
     * @return the number
     */
    public long taken() {
        return taken;
    }

    /**
     * Returns how many samples the CPU time of all threads would give: one for each period. A number far above {@link #taken()}
     * and {@link #lost()} means that much was not sampled, and that what was sampled may not be typical: stacks that can't be
     * walked, as on JDK 17, more threads at work than the sampler looks at, native threads, very short threads.
     *
     * @return the number
     */
    public long expected() {
        return expected;
    }

    /**
     * Returns the samples that could not be taken, as the thread was inside the JVM: allocating, filling the stack of an exception,
     * loading a class. Their energy is in the profile, as the frame {@code [JVM]}. JDK 24 and earlier do not count them.
     *
     * @return the number
     */
    public long lost() {
        return lost;
    }

    /**
     * Returns the samples without a stack. Their energy is in the profile, as the frame {@code [no stack]}.
     *
     * @return the number
     */
    public long failed() {
        return failed;
    }

    /**
     * Returns those of {@link #taken()} that were taken a moment late, at the next safepoint. Their method is right.
     *
     * @return the number; 0 on JDK 24 and earlier, which do not count them
     */
    public long biased() {
        return biased;
    }

    /**
     * Returns those of {@link #taken()} whose outermost frames are missing, as the stack was deeper than the flight recorder
     * looks. Their stacks start with the frame {@code [truncated]}.
     *
     * @return the number
     */
    public long truncated() {
        return truncated;
    }

    /**
     * Returns the samples from times for which the energy is unknown.
     *
     * @return the number
     */
    public long withoutEnergy() {
        return withoutEnergy;
    }
}
