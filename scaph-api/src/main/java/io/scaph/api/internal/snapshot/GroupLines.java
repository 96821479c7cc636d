package io.scaph.api.internal.snapshot;

import io.scaph.api.energy.Energy;
import io.scaph.api.snapshot.GroupEnergy;
import io.scaph.api.snapshot.Groups;
import io.scaph.api.workload.Group;
import java.util.List;

/** The totals of all groups of a kind. */
public record GroupLines<G extends Group>(List<GroupEnergy<G>> lines, Energy ended) implements Groups<G> {
    @Override
    public Energy energy() {
        return lines.stream().map(GroupEnergy::energy).reduce(ended, Energy::plus);
    }
}
