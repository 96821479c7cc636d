package io.scaph.api.internal.snapshot;

import java.time.Duration;

/**
 * What the measuring itself costs.
 *
 * @param all how long all ticks took together
 * @param last how long the last one took
 * @param skew how long after the energy the CPU times of the last tick were read
 */
public record TickCost(Duration all, Duration last, Duration skew) {}
