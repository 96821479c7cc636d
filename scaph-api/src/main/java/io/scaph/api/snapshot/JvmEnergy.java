package io.scaph.api.snapshot;

import io.scaph.api.energy.Energy;
import io.scaph.api.internal.snapshot.JvmTotal;

/**
 * The total of this JVM since the monitor was opened, by what it was used for. The parts add up, to the microjoule, to the
 * energy of the JVM's line in the ledger ({@link Snapshot#self()}). Known only if {@link
 * io.scaph.api.workload.WorkloadDetail#JVM} was requested and the JVM's own threads can be recognized, as on Linux with
 * HotSpot. Immutable.
 */
public sealed interface JvmEnergy permits JvmTotal {
    /**
     * Returns the energy of all Java threads, of native threads that are unknown to the JVM, of children that ended without a
     * line of their own, and of devices such as GPUs.
     *
     * @return the energy; never falls
     */
    Energy application();

    /**
     * Returns the energy of the threads that collect garbage.
     *
     * @return the energy; never falls
     */
    Energy gc();

    /**
     * Returns the energy of the threads that compile.
     *
     * @return the energy; never falls
     */
    Energy jit();

    /**
     * Returns the energy of the JVM's other threads: safepoints, timers, services.
     *
     * @return the energy; never falls
     */
    Energy runtime();

    /**
     * Returns the energy of the whole JVM.
     *
     * @return the sum of the parts; never falls
     */
    Energy energy();
}
