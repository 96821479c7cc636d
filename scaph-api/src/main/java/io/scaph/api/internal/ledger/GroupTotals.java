package io.scaph.api.internal.ledger;

import io.scaph.api.internal.snapshot.GroupLine;
import io.scaph.api.internal.snapshot.GroupLines;
import io.scaph.api.snapshot.GroupEnergy;
import io.scaph.api.workload.Group;
import io.scaph.api.workload.Groups;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The totals of all groups of one kind. A group that has ended keeps its total until every reader has seen its end; then
 * the energy moves to the sum of those that are gone, so that nothing is lost and memory stays bounded.
 */
final class GroupTotals<G extends Group> {
    /** Ended groups that are kept for readers that have not seen them; those that came first go first. */
    private static final int MOST_UNSEEN = 10_000;

    private final int mostSeen;
    private final Map<Object, GroupTotal<G>> byIdentity = new HashMap<>();
    private final List<GroupTotal<G>> inOrder = new ArrayList<>();
    private long goneMicrojoules;
    private long lines;

    /**
     * Begins without groups.
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
        total.group = group;
        total.finalSequence = Long.MAX_VALUE;
        return total;
    }

    /**
     * The lines as they stand, after those that may go have gone.
     *
     * @param pass the last pass that came through: a group without a process in it has ended
     * @param sequence the number of the snapshot that will hold the lines
     * @param seenByAll the newest snapshot that every open reader has seen
     */
    Groups<G> publish(long pass, long sequence, long seenByAll) {
        if (inOrder.isEmpty()) {
            return new GroupLines<>(List.of(), goneMicrojoules);
        }
        int ended = 0;
        for (GroupTotal<G> total : inOrder) {
            ended += total.hasEnded(pass) ? 1 : 0;
        }
        List<GroupEnergy<G>> published = new ArrayList<>(inOrder.size());
        int kept = 0;
        for (int i = 0; i < inOrder.size(); i++) {
            GroupTotal<G> total = inOrder.get(i);
            boolean hasEnded = total.hasEnded(pass);
            boolean seen = total.energyMicrojoules() == 0 || total.finalSequence <= seenByAll;
            if (hasEnded && !total.hasLines() && ended > (seen ? mostSeen : MOST_UNSEEN)) {
                ended--;
                goneMicrojoules += total.energyMicrojoules();
                byIdentity.remove(total.group.identity());
                total.gone = true;
                continue;
            }
            if (hasEnded && total.finalSequence == Long.MAX_VALUE) {
                total.finalSequence = sequence;
            }
            inOrder.set(kept++, total);
            published.add(new GroupLine<>(total.group, total.energyMicrojoules(), hasEnded, total.number));
        }
        inOrder.subList(kept, inOrder.size()).clear();
        return new GroupLines<>(published, goneMicrojoules);
    }
}
