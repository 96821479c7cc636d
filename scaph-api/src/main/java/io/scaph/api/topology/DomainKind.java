package io.scaph.api.topology;

import java.util.Locale;

/**
 * What a domain's counter covers. Containment, as in the kernel's {@code intel_rapl}: {@link #WALL} holds everything, {@link #PSYS} holds the packages,
 * {@link #PACKAGE} holds {@link #CORE} and {@link #UNCORE}; {@link #DRAM} stands beside its package.
 */
public enum DomainKind {
    /** Everything behind a meter in front of the power supply, other domains included. */
    WALL(20_000),
    /** The whole platform as the machine's power supply sees it (PSys). */
    PSYS(10_000),
    /** A CPU package, or one die of it. */
    PACKAGE(1_500),
    /** The cores of a package (PP0); on AMD the counter of one core only. */
    CORE(1_500),
    /** What is in the package beside the cores, usually the integrated GPU (PP1). */
    UNCORE(1_500),
    /** The memory attached to a package. */
    DRAM(500),
    /** An accelerator with a counter of its own. */
    GPU(3_000),
    /** Disks. */
    DISK(5_000),
    /** The traffic over network interfaces: in the machine, and in what carries it outside. */
    NETWORK(1_000_000);

    private final long ceilingWatts;

    DomainKind(long ceilingWatts) {
        this.ceilingWatts = ceilingWatts;
    }

    /**
     * A power that no hardware of this kind reaches, several times the largest limits in force that are known: a
     * counter step beyond it did not come from energy, but from a reset or a misread.
     *
     * @return the default ceiling, in watts
     */
    public long ceilingWatts() {
        return ceilingWatts;
    }

    /**
     * The name that people and exporters use.
     *
     * @return the lower-case name, as in the {@code name} file of powercap
     */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Whether the energy of this kind is already in its package's, so that it is detail and never added to a host.
     *
     * @return true for {@link #CORE} and {@link #UNCORE}
     */
    public boolean insidePackage() {
        return this == CORE || this == UNCORE;
    }
}
