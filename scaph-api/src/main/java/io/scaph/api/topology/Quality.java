package io.scaph.api.topology;

/** Where a number comes from. Ordered from the best to the least certain. */
public enum Quality {
    /** Read from a counter of the hardware. */
    MEASURED,
    /** Published by a hypervisor, which measured it. */
    RELAYED,
    /** Computed by a model; never to be presented as a measurement. */
    ESTIMATED;

    /**
     * The weaker of two qualities: a sum is no better than its worst part.
     *
     * @param other the quality to compare with
     * @return the one that is less certain
     */
    public Quality weaker(Quality other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
