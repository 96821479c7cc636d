package io.scaph.api.internal.snapshot;

import io.scaph.api.energy.Energy;
import io.scaph.api.snapshot.GroupEnergy;
import io.scaph.api.workload.Group;

/**
 * The total of a group.
 *
 * @param number which line it is: a group that comes back after its line was removed has another one, which starts at 0
 */
public record GroupLine<G extends Group>(G group, Energy energy, boolean isEnded, long number)
        implements GroupEnergy<G> {}
