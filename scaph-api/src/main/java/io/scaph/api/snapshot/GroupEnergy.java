package io.scaph.api.snapshot;

import io.scaph.api.energy.Energy;
import io.scaph.api.internal.snapshot.GroupLine;
import io.scaph.api.workload.Group;

/**
 * The total of one container, job, unit or user. Immutable.
 *
 * @param <G> the kind of group
 */
public sealed interface GroupEnergy<G extends Group> permits GroupLine {
    /**
     * Returns the group.
     *
     * @return which group it is
     */
    G group();

    /**
     * Returns the energy since the monitor was opened, or since the group came back after its line was removed. It never falls
     * while the group has a line.
     *
     * @return the energy
     */
    Energy energy();

    /**
     * Returns whether the group has ended.
     *
     * @return true if it has no process now
     */
    boolean isEnded();
}
