package io.scaph.api.internal.snapshot;

import io.scaph.api.energy.Energy;
import io.scaph.api.snapshot.GroupEnergy;
import io.scaph.api.workload.Group;
import io.scaph.api.workload.Groups;
import java.util.List;

/**
 * The totals of all groups of a kind.
 *
 * @param endedMicrojoules the energy of ended groups without a line, in µJ
 */
public record GroupLines<G extends Group>(List<GroupEnergy<G>> lines, long endedMicrojoules) implements Groups<G> {
    /** Copies the lines. */
    public GroupLines {
        lines = List.copyOf(lines);
    }

    /**
     * Returns groups without a line and without energy.
     *
     * @return no groups
     */
    public static <G extends Group> GroupLines<G> none() {
        return new GroupLines<>(List.of(), 0);
    }

    @Override
    public Energy ended() {
        return new Energy(endedMicrojoules);
    }

    @Override
    public Energy energy() {
        return lines.stream().map(GroupEnergy::energy).reduce(ended(), Energy::plus);
    }
}
