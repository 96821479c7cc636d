package io.scaph.prometheus.internal.schema;

import java.util.OptionalLong;

/**
 * What scaph itself costs, in addition to its ticks and its memory.
 *
 * @param version scaph's version
 * @param scrapes how often metrics were made
 * @param scrapeNanos the time that this took, together, in ns
 * @param lastScrapeNanos the time that it took last, in ns
 * @param tickAgeNanos the time since the last tick, in ns
 * @param cpuNanos the CPU time of this process, in ns; empty if unknown
 * @param lastCpuShare the part of all CPUs that this process used of late, in millionths; empty if unknown
 */
public record SelfCost(
        String version,
        long scrapes,
        long scrapeNanos,
        long lastScrapeNanos,
        long tickAgeNanos,
        OptionalLong cpuNanos,
        OptionalLong lastCpuShare) {}
