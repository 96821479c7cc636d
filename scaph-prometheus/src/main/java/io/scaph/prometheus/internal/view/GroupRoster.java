package io.scaph.prometheus.internal.view;

import io.scaph.api.snapshot.GroupEnergy;
import io.scaph.api.snapshot.Groups;
import io.scaph.api.snapshot.Snapshot;
import io.scaph.api.workload.Group;
import java.util.ArrayList;
import java.util.List;

/**
 * Which groups of one kind have a line of their own. Not safe for use by several threads.
 *
 * @param <G> the kind of group
 */
public final class GroupRoster<G extends Group> {
    private final GroupLabels<G> labels;
    private final Roster<G> roster;

    /**
     * Begins without lines.
     *
     * @param most how many groups may have a line; at least 0
     * @param labels the kind of group, and how its lines are labelled
     */
    public GroupRoster(int most, GroupLabels<G> labels) {
        this.labels = labels;
        roster = new Roster<>(
                most,
                new LineRules<>(
                        labels.labelling(), group -> "", 0, labels.kind().holdNanos(), true));
    }

    /**
     * Takes a snapshot in.
     *
     * @param snapshot newer than the one before
     * @param endsInterval whether it ends an interval of its own, or only prolongs the last one
     * @return the lines; with other and ended they are the energy of all groups of this kind
     */
    public GroupListing<G> take(Snapshot snapshot, boolean endsInterval) {
        Groups<G> groups = labels.kind().groups().apply(snapshot);
        List<Reading<G>> readings = new ArrayList<>(groups.lines().size());
        for (GroupEnergy<G> line : groups.lines()) {
            readings.add(new Reading<>(
                    line.group().identity(), line.group(), line.energy().microjoules(), 0, 0, line.isEnded()));
        }
        return new GroupListing<>(labels, roster.take(readings, groups.energy().microjoules(), snapshot, endsInterval));
    }

    /** How many groups are remembered, with a line or without. */
    int size() {
        return roster.size();
    }
}
