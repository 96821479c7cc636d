package io.scaph.api.snapshot;

/**
 * What this JVM used since the monitor was opened, and for what. The parts add up, to the microjoule, to the energy of its
 * line in the ledger ({@link ProcessEnergy#energyMicrojoules()}): its own part by CPU time, like everything there. Told
 * only if {@link io.scaph.api.spi.WorkloadDetail#JVM} was asked for, and where the threads of the JVM itself can be told
 * from others, as on Linux with HotSpot.
 *
 * @param applicationMicrojoules all Java threads, native threads that the JVM knows nothing of, children that ended
 *     without a line of their own, and what devices such as GPUs used; in µJ, never falls
 * @param gcMicrojoules the threads that collect garbage; in µJ, never falls
 * @param jitMicrojoules the threads that compile; in µJ, never falls
 * @param runtimeMicrojoules the JVM's other threads: safepoints, timers, services; in µJ, never falls
 */
public record JvmEnergy(long applicationMicrojoules, long gcMicrojoules, long jitMicrojoules, long runtimeMicrojoules) {
    /**
     * All of it.
     *
     * @return the sum of the parts, in µJ
     */
    public long totalMicrojoules() {
        return applicationMicrojoules + gcMicrojoules + jitMicrojoules + runtimeMicrojoules;
    }

    /**
     * What was used since then.
     *
     * @param earlier what was told by an earlier snapshot of the same monitor
     * @return the difference, part by part
     */
    public JvmEnergy since(JvmEnergy earlier) {
        return new JvmEnergy(
                applicationMicrojoules - earlier.applicationMicrojoules,
                gcMicrojoules - earlier.gcMicrojoules,
                jitMicrojoules - earlier.jitMicrojoules,
                runtimeMicrojoules - earlier.runtimeMicrojoules);
    }
}
