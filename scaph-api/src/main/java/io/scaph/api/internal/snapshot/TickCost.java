package io.scaph.api.internal.snapshot;

/**
 * What the measuring itself costs; in ns.
 *
 * @param tickNanos how long all ticks took together
 * @param lastTickNanos how long the last one took
 * @param skewNanos how long after the energy the CPU times of the last tick were read
 */
public record TickCost(long tickNanos, long lastTickNanos, long skewNanos) {}
