package io.scaph.api.snapshot;

/**
 * A workload in an interval.
 *
 * @param line its line in the ledger at the end of the interval
 * @param usage its energy and power in the interval
 */
public record Consumer(WorkloadEnergy line, Usage usage) {}
