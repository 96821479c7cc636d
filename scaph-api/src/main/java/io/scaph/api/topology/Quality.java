package io.scaph.api.topology;

/** The origin of a number, from the most to the least certain. */
public enum Quality {
    /** Read from a counter of the hardware. */
    MEASURED,
    /** Published by a hypervisor, which measured it. */
    RELAYED,
    /** Computed by a model. Never present it as a measurement. */
    ESTIMATED;

    /**
     * Returns the less certain of two qualities. A sum is only as certain as its least certain part.
     *
     * @param other the quality to compare with
     * @return this quality or the other one
     */
    public Quality weaker(Quality other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
