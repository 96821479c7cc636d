package io.scaph.api.topology;

import java.util.Locale;

/**
 * What the counter of a domain covers. As in the kernel's {@code intel_rapl}, some kinds contain others: {@link #WALL}
 * contains everything, {@link #PSYS} contains the packages, and {@link #PACKAGE} contains {@link #CORE} and {@link #UNCORE}.
 * {@link #DRAM} is not part of its package.
 */
public enum DomainKind {
    /** Everything that a meter in front of the power supply measures, including all other domains. */
    WALL(20_000),
    /** The whole platform, as seen by the power supply of the machine (PSys). */
    PSYS(10_000),
    /** A CPU package, or one die of it. */
    PACKAGE(1_500),
    /** The cores of a package (PP0). On AMD the counter covers one core only. */
    CORE(1_500),
    /** The parts of a package other than its cores (PP1), usually the integrated GPU. */
    UNCORE(1_500),
    /** The memory attached to a package. */
    DRAM(500),
    /** A GPU or other accelerator with its own counter. */
    GPU(3_000),
    /** Disks. */
    DISK(5_000),
    /** The traffic of network interfaces, both in the machine and in the network outside. */
    NETWORK(1_000_000);

    private final long ceilingWatts;

    DomainKind(long ceilingWatts) {
        this.ceilingWatts = ceilingWatts;
    }

    /**
     * Returns a power that no hardware of this kind reaches. It is several times the largest power limits that are known to be
     * in use. Larger steps of a counter are treated as resets or misreads.
     *
     * @return the default ceiling, in W
     */
    public long ceilingWatts() {
        return ceilingWatts;
    }

    /**
     * Returns the name for people and exporters.
     *
     * @return the name in lower case, as in the {@code name} file of powercap
     */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Returns whether the counter of a package already includes this kind. Such a domain is a detail and is never added to a
     * host.
     *
     * @return true for {@link #CORE} and {@link #UNCORE}
     */
    public boolean insidePackage() {
        return this == CORE || this == UNCORE;
    }
}
