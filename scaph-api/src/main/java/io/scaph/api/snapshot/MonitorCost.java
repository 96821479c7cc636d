package io.scaph.api.snapshot;

/**
 * What the measuring itself costs, since the monitor was opened.
 *
 * @param ticks the ticks so far
 * @param tickNanos the time that they took together, in ns
 * @param lastTickNanos the time that the last one took, in ns
 * @param skewNanos how long after the energy the CPU times of the last tick were read, in ns: by so much the windows of
 *     energy and CPU time are shifted against each other. What counts is how much this changes from tick to tick
 */
public record MonitorCost(long ticks, long tickNanos, long lastTickNanos, long skewNanos) {}
