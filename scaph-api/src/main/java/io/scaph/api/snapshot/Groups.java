package io.scaph.api.snapshot;

import java.util.List;

/**
 * What all groups of one kind used. A group keeps its line at least until it has ended and every open reader has seen that;
 * then its energy moves to {@link #endedMicrojoules()}. Immutable.
 *
 * @param lines the line of each group, in no particular order
 * @param endedMicrojoules the energy of groups that have ended and have no line any more, in µJ; never falls
 * @param <G> the kind of group
 */
public record Groups<G extends Group>(List<GroupEnergy<G>> lines, long endedMicrojoules) {
    /**
     * Checks and copies what it is given.
     *
     * @param lines {@link #lines()}
     * @param endedMicrojoules {@link #endedMicrojoules()}
     */
    public Groups {
        lines = List.copyOf(lines);
    }

    /**
     * No groups.
     *
     * @param <G> the kind of group
     * @return groups without a line and without energy
     */
    public static <G extends Group> Groups<G> none() {
        return new Groups<>(List.of(), 0);
    }

    /**
     * The energy of all groups of this kind, those without a line included.
     *
     * @return µJ since the monitor was opened; never falls
     */
    public long energyMicrojoules() {
        long sum = endedMicrojoules;
        for (GroupEnergy<G> line : lines) {
            sum += line.energyMicrojoules();
        }
        return sum;
    }
}
