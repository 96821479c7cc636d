package io.scaph.api.snapshot;

/**
 * The ledger's line of one process at one moment.
 *
 * @param process who
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
public record ProcessEnergy(
        ProcessInfo process,
        long energyMicrojoules,
        long endedChildrenMicrojoules,
        long deviceMicrojoules,
        long cpuNanos,
        boolean ended) {
    /**
     * The line of a process that used no device.
     *
     * @param process {@link #process()}
     * @param energyMicrojoules {@link #energyMicrojoules()}
     * @param endedChildrenMicrojoules {@link #endedChildrenMicrojoules()}
     * @param cpuNanos {@link #cpuNanos()}
     * @param ended {@link #ended()}
     */
    public ProcessEnergy(
            ProcessInfo process, long energyMicrojoules, long endedChildrenMicrojoules, long cpuNanos, boolean ended) {
        this(process, energyMicrojoules, endedChildrenMicrojoules, 0, cpuNanos, ended);
    }
}
