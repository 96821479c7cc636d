package io.scaph.api.snapshot;

import io.scaph.api.energy.Energy;
import io.scaph.api.internal.snapshot.ProcessTotal;
import io.scaph.api.workload.ProcessInfo;
import java.time.Duration;

/** The total of one process since the monitor was opened: its line in the ledger. Immutable. */
public sealed interface ProcessEnergy permits ProcessTotal {
    /**
     * Returns the process.
     *
     * @return which process it is
     */
    ProcessInfo process();

    /**
     * Returns the energy, including that of its ended children. It never falls from one snapshot to the next.
     *
     * @return the energy since the monitor was opened
     */
    Energy energy();

    /**
     * Returns the part of the energy that was used by children that ended without a line of their own.
     *
     * @return the energy since the monitor was opened
     */
    Energy endedChildren();

    /**
     * Returns the part of the energy that was used by devices such as GPUs, by the time that they worked for the process.
     *
     * @return the energy since the monitor was opened
     */
    Energy devices();

    /**
     * Returns the CPU time behind the energy, except that of devices.
     *
     * @return the CPU time since the monitor was opened; never falls
     */
    Duration cpuTime();

    /**
     * Returns whether the process has ended. Its line stays until every open reader has seen it, then its energy moves to
     * {@link Snapshot#ended()}.
     *
     * @return true if it has ended
     */
    boolean isEnded();
}
