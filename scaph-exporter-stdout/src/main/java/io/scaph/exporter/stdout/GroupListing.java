package io.scaph.exporter.stdout;

import io.scaph.api.energy.Energy;
import io.scaph.api.snapshot.GroupEnergy;
import io.scaph.api.snapshot.Groups;
import io.scaph.api.snapshot.Interval;
import io.scaph.api.snapshot.Usage;
import io.scaph.api.workload.Group;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The groups of one kind that a report lists, and the sum of those that it does not. Groups are another sum over the same
 * energy as processes.
 *
 * @param listed those that took most of the interval's energy first
 * @param others how many are not listed
 * @param othersUsage what all others used in the interval, together
 * @param othersMicrojoules what all others used since the start, those without a line in the ledger included, in µJ; may fall
 *     when one of them gets listed
 */
record GroupListing<G extends Group>(List<GroupUse<G>> listed, int others, Usage othersUsage, long othersMicrojoules) {
    /**
     * A group in an interval.
     *
     * @param total its energy at the end of the interval
     * @param usage its energy and power in the interval
     */
    record GroupUse<G extends Group>(GroupEnergy<G> total, Usage usage) {}

    /**
     * Chooses the groups that are listed.
     *
     * @param kind the kind of group
     * @param interval what happened
     * @param most how many are listed at the most
     */
    static <G extends Group> GroupListing<G> of(GroupKind<G> kind, Interval interval, long most) {
        Groups<G> from = kind.groups().apply(interval.from());
        Groups<G> to = kind.groups().apply(interval.to());
        Map<Object, Long> before = new HashMap<>();
        from.lines()
                .forEach(line ->
                        before.put(line.group().identity(), line.energy().microjoules()));
        List<GroupUse<G>> all = new ArrayList<>(to.lines().size());
        for (GroupEnergy<G> line : to.lines()) {
            all.add(new GroupUse<>(line, interval.part("", new Energy(grown(line, before)))));
        }
        all.sort(Comparator.comparingLong(
                        (GroupUse<G> use) -> -use.usage.energy().microjoules())
                .thenComparing(use -> kind.title().apply(use.total.group())));
        List<GroupUse<G>> listed = List.copyOf(all.subList(0, (int) Math.min(most, all.size())));
        long used = to.energy().microjoules() - from.energy().microjoules();
        long sinceStart = to.energy().microjoules();
        for (GroupUse<G> use : listed) {
            used -= use.usage.energy().microjoules();
            sinceStart -= use.total.energy().microjoules();
        }
        return new GroupListing<>(
                listed, all.size() - listed.size(), interval.part("others", new Energy(used)), sinceStart);
    }

    private static long grown(GroupEnergy<?> now, Map<Object, Long> before) {
        long earlier = before.getOrDefault(now.group().identity(), 0L);
        // One that has less than before was gone for a while: its line began again at 0.
        return now.energy().microjoules() >= earlier
                ? now.energy().microjoules() - earlier
                : now.energy().microjoules();
    }

    /** Whether there never was a group of this kind. */
    boolean isEmpty() {
        return listed.isEmpty() && others == 0 && othersMicrojoules == 0;
    }
}
