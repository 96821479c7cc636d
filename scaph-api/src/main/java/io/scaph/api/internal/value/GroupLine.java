package io.scaph.api.internal.value;

import io.scaph.api.energy.Energy;
import io.scaph.api.snapshot.Group;
import io.scaph.api.snapshot.GroupEnergy;

/**
 * The total of a group.
 *
 * @param energyMicrojoules the energy, in µJ
 */
public record GroupLine<G extends Group>(G group, long energyMicrojoules, boolean isEnded) implements GroupEnergy<G> {
    @Override
    public Energy energy() {
        return new Energy(energyMicrojoules);
    }
}
