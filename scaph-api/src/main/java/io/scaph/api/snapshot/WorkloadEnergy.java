package io.scaph.api.snapshot;

/**
 * The ledger's line of one workload at one moment.
 *
 * @param workload who
 * @param energyMicrojoules its energy since the monitor was opened, that of its ended children included, in µJ; never
 *     falls
 * @param endedChildrenMicrojoules of that, the energy of children that ended without having had a line of their own, in
 *     µJ; never falls
 * @param deviceMicrojoules of that, the energy of devices such as GPUs, by the time that they worked for it, in µJ; never
 *     falls
 * @param cpuNanos the CPU time behind the rest of that energy, in ns; never falls
 * @param ended whether it has ended; its line stays until every open reader has seen it, then its energy moves to
 *     {@link Snapshot#endedMicrojoules()}
 */
public record WorkloadEnergy(
        Workload workload,
        long energyMicrojoules,
        long endedChildrenMicrojoules,
        long deviceMicrojoules,
        long cpuNanos,
        boolean ended) {
    /**
     * The line of a workload that used no device.
     *
     * @param workload {@link #workload()}
     * @param energyMicrojoules {@link #energyMicrojoules()}
     * @param endedChildrenMicrojoules {@link #endedChildrenMicrojoules()}
     * @param cpuNanos {@link #cpuNanos()}
     * @param ended {@link #ended()}
     */
    public WorkloadEnergy(
            Workload workload, long energyMicrojoules, long endedChildrenMicrojoules, long cpuNanos, boolean ended) {
        this(workload, energyMicrojoules, endedChildrenMicrojoules, 0, cpuNanos, ended);
    }
}
