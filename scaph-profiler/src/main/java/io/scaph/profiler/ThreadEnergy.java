package io.scaph.profiler;

import io.scaph.api.energy.Energy;

/**
 * The energy of one thread, or of several threads together. It comes from the threads' CPU clocks and has no statistical error.
 * Immutable.
 */
public final class ThreadEnergy {
    private final String name;
    private final String group;
    private final Energy energy;
    private final Energy unsampled;
    private final long samples;

    ThreadEnergy(String name, String group, Energy energy, Energy unsampled, long samples) {
        this.name = name;
        this.group = group;
        this.energy = energy;
        this.unsampled = unsampled;
        this.samples = samples;
    }

    /**
     * Returns the name of the thread.
     *
     * @return the name; of threads that have ended the name of their group; in brackets if it is not a thread
     */
    public String name() {
        return name;
    }

    /**
     * Returns the group of threads that have the same name except for a number at its end.
     *
     * @return such as {@code http-nio-8080-exec-*}
     */
    public String group() {
        return group;
    }

    /**
     * Returns the energy of the thread.
     *
     * @return the energy; that of all threads adds up to {@link EnergyProfile#application()}
     */
    public Energy energy() {
        return energy;
    }

    /**
     * Returns the part of the energy that no sample explains: the thread used too little CPU time for a sample.
     *
     * @return the energy
     */
    public Energy unsampled() {
        return unsampled;
    }

    /**
     * Returns the number of samples.
     *
     * @return the number; 0 if there are none
     */
    public long samples() {
        return samples;
    }
}
