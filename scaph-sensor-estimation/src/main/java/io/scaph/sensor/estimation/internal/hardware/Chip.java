package io.scaph.sensor.estimation.internal.hardware;

import java.util.Optional;

/**
 * What is known or assumed about a CPU chip.
 *
 * @param source where that is from
 * @param kind what CPUs of its kind have in common: the name of a micro-architecture, or vendor, family and model; empty
 *     if neither is known
 * @param vendor the designer, if that is known
 * @param entry whether it derives from desktops and laptops
 * @param year when its micro-architecture was first sold, or the mean of those that it may be
 * @param tdpWatts its thermal design power, in watts
 * @param threads its hardware threads; a mean over models where the model is not known
 * @param megahertz its nominal frequency, in MHz
 */
public record Chip(
        Source source,
        Optional<String> kind,
        Optional<Vendor> vendor,
        boolean entry,
        double year,
        double tdpWatts,
        double threads,
        double megahertz) {
    /** How a chip is known, the surest first. */
    public enum Source {
        /** Its model is listed. */
        LISTED,
        /** Its name shows the micro-architecture; the rest is taken from its models with the most similar names. */
        SIMILAR,
        /** Only family and model are known; the rest is taken from the models that have them and a similar frequency. */
        FAMILY,
        /** Nothing is known; it is taken to be a server's of the last years. */
        UNKNOWN
    }

    /**
     * The thermal design power of one hardware thread.
     *
     * @return in watts
     */
    public double tdpPerThread() {
        return tdpWatts / threads;
    }
}
