package io.scaph.api.snapshot;

import io.scaph.api.energy.Energy;
import io.scaph.api.internal.snapshot.GroupLines;
import io.scaph.api.workload.Group;
import java.util.List;

/**
 * The totals of all containers, jobs, units or users. A group keeps its line until it has ended and every open reader has seen
 * that; then its energy moves to {@link #ended()}. Immutable.
 *
 * @param <G> the kind of group
 */
public sealed interface Groups<G extends Group> permits GroupLines {
    /**
     * Returns the line of each group.
     *
     * @return the lines, in no particular order
     */
    List<GroupEnergy<G>> lines();

    /**
     * Returns the energy of ended groups that have no line any more. It never falls.
     *
     * @return the energy since the monitor was opened
     */
    Energy ended();

    /**
     * Returns the energy of all groups, those without a line included. It never falls.
     *
     * @return the energy since the monitor was opened
     */
    Energy energy();
}
