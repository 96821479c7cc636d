package io.scaph.api.snapshot;

/**
 * A process in an interval.
 *
 * @param line its line in the ledger at the end of the interval
 * @param usage its energy and power in the interval
 * @param cpuNanos the CPU time behind that energy, in ns
 */
public record Consumer(ProcessEnergy line, Usage usage, long cpuNanos) {}
