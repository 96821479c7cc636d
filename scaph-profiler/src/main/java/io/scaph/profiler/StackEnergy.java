package io.scaph.profiler;

import io.scaph.api.energy.Energy;
import java.util.List;

/** The energy that was used while a thread group was at one stack. Immutable. */
public final class StackEnergy {
    private final String threadGroup;
    private final List<String> frames;
    private final Energy energy;
    private final Energy error;
    private final long samples;

    StackEnergy(String threadGroup, List<String> frames, Energy energy, Energy error, long samples) {
        this.threadGroup = threadGroup;
        this.frames = frames;
        this.energy = energy;
        this.error = error;
        this.samples = samples;
    }

    /**
     * Returns the group of threads that have the same name except for a number at its end.
     *
     * @return such as {@code http-nio-8080-exec-*}
     */
    public String threadGroup() {
        return threadGroup;
    }

    /**
     * Returns the methods of the stack.
     *
     * @return names such as {@code java.lang.Thread.run}, the outermost method first; a name in brackets is not a method
     */
    public List<String> frames() {
        return frames;
    }

    /**
     * Returns the energy that was used with exactly this stack.
     *
     * @return the energy
     */
    public Energy energy() {
        return energy;
    }

    /**
     * Returns the statistical error: in 19 of 20 cases the true energy is not farther from {@link #energy()} than this.
     *
     * @return the error, from the number of samples
     */
    public Energy error() {
        return error;
    }

    /**
     * Returns the number of samples.
     *
     * @return the number, above 0
     */
    public long samples() {
        return samples;
    }
}
