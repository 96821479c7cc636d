package io.scaph.api.internal.ledger;

import io.scaph.api.energy.Energy;
import io.scaph.api.internal.snapshot.GroupLines;
import io.scaph.api.snapshot.GroupEnergy;
import io.scaph.api.snapshot.Groups;
import io.scaph.api.workload.Group;
import java.util.ArrayList;
import java.util.HashMap;
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
    private final Map<Object, GroupTotal<G>> byIdentity = new HashMap<>();
    private final List<GroupTotal<G>> inOrder = new ArrayList<>();
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
        GroupTotal<G> total = byIdentity.get(group.identity());
        if (total == null) {
            total = new GroupTotal<>(group, ++lines);
            byIdentity.put(group.identity(), total);
            inOrder.add(total);
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
        long ended = inOrder.stream().filter(total -> total.hasEnded(pass)).count();
        List<GroupEnergy<G>> published = new ArrayList<>(inOrder.size());
        for (GroupTotal<G> total : inOrder) {
            boolean hasEnded = total.hasEnded(pass);
            int most = total.isSeenBy(seenByAll) ? mostSeen : MOST_UNSEEN;
            if (hasEnded && !total.hasLines() && ended > most) {
                ended--;
                remove(total);
            } else {
                published.add(total.publish(hasEnded, sequence));
            }
        }
        inOrder.removeIf(GroupTotal::isRemoved);
        return new GroupLines<>(List.copyOf(published), new Energy(removedMicrojoules));
    }

    private void remove(GroupTotal<G> total) {
        removedMicrojoules += total.energyMicrojoules();
        byIdentity.remove(total.identity());
        total.remove();
    }
}
