package io.scaph.api.snapshot;

/**
 * The ledger's line of one workload at one moment.
 *
 * @param workload who
 * @param energyMicrojoules its energy since the monitor was opened, in µJ; never falls
 * @param ended whether it has ended; its line stays until every open reader has seen it, then its energy moves to
 *     {@link Snapshot#endedMicrojoules()}
 */
public record WorkloadEnergy(Workload workload, long energyMicrojoules, boolean ended) {}
