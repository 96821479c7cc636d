package io.scaph.api.internal.ledger;

import io.scaph.api.energy.Energy;
import io.scaph.api.internal.snapshot.GroupLines;
import io.scaph.api.snapshot.GroupEnergy;
import io.scaph.api.snapshot.Groups;
import io.scaph.api.workload.Group;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The totals of all groups of one kind. A group that has ended keeps its total until every reader has seen its end; then
 * the energy moves to the sum of the removed groups, so that nothing is lost and memory stays bounded.
 */
final class GroupTotals<G extends Group> {
    /** Ended groups that are kept for readers that have not seen them; the oldest are removed first. */
    private static final int MOST_UNSEEN = 10_000;

    private final int mostSeen;
    /** By the identity of the group, the oldest first. */
    private final Map<Object, GroupTotal<G>> totals = new LinkedHashMap<>();

    private long removedMicrojoules;
    private long lines;

    /**
     * Starts without groups.
     *
     * @param mostSeen how many ended groups keep their totals though every reader has seen their ends
     */
    GroupTotals(int mostSeen) {
        this.mostSeen = mostSeen;
    }

    GroupTotal<G> of(G group) {
        GroupTotal<G> total = totals.get(group.identity());
        if (total == null) {
            total = new GroupTotal<>(group, ++lines);
            totals.put(group.identity(), total);
        }
        total.describe(group);
        return total;
    }

    /**
     * Returns the lines, after those that may be removed were removed.
     *
     * @param pass the last pass that read all processes: a group without a process in it has ended
     * @param sequence the number of the snapshot that will hold the lines
     * @param seenByAll the newest snapshot that every open reader has seen
     */
    Groups<G> publish(long pass, long sequence, long seenByAll) {
        List<GroupTotal<G>> all = List.copyOf(totals.values());
        long ended = all.stream().filter(total -> total.hasEnded(pass)).count();
        List<GroupEnergy<G>> published = new ArrayList<>(all.size());
        for (GroupTotal<G> total : all) {
            boolean hasEnded = total.hasEnded(pass);
            int most = total.isSeenBy(seenByAll) ? mostSeen : MOST_UNSEEN;
            if (hasEnded && !total.hasLines() && ended > most) {
                ended--;
                removedMicrojoules += total.energyMicrojoules();
                totals.remove(total.identity());
                total.remove();
            } else {
                published.add(total.publish(hasEnded, sequence));
            }
        }
        return new GroupLines<>(List.copyOf(published), new Energy(removedMicrojoules));
    }
}
