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
 * The groups of one grouping that a report lists, and the sum of the others. Groups are another sum over the energy of the
 * processes.
 *
 * @param listed by descending energy in the interval
 * @param others how many are not listed
 * @param othersUsage what the others used in the interval
 * @param othersMicrojoules what the others used since the start, including groups that have ended, in µJ; may fall when one of
 *     them is listed
 */
record TopGroups<G extends Group>(List<GroupUse<G>> listed, int others, Usage othersUsage, long othersMicrojoules) {
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
     * @param grouping the grouping
     * @param interval the interval
     * @param max how many to list
     */
    static <G extends Group> TopGroups<G> of(Grouping<G> grouping, Interval interval, long max) {
        Groups<G> from = grouping.groups().apply(interval.from());
        Groups<G> to = grouping.groups().apply(interval.to());
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
                .thenComparing(use -> grouping.title().apply(use.total.group())));
        List<GroupUse<G>> listed = List.copyOf(all.subList(0, (int) Math.min(max, all.size())));
        long used = to.energy().microjoules() - from.energy().microjoules();
        long sinceStart = to.energy().microjoules();
        for (GroupUse<G> use : listed) {
            used -= use.usage.energy().microjoules();
            sinceStart -= use.total.energy().microjoules();
        }
        return new TopGroups<>(
                listed, all.size() - listed.size(), interval.part("others", new Energy(used)), sinceStart);
    }

    /** No groups. */
    static <G extends Group> TopGroups<G> none(Interval interval) {
        return new TopGroups<>(List.of(), 0, interval.part("others", Energy.ZERO), 0);
    }

    private static long grown(GroupEnergy<?> now, Map<Object, Long> before) {
        long earlier = before.getOrDefault(now.group().identity(), 0L);
        // A group with less than before had ended for a while: its line restarted at 0.
        return now.energy().microjoules() >= earlier
                ? now.energy().microjoules() - earlier
                : now.energy().microjoules();
    }

    /** Whether there was never a group. */
    boolean isEmpty() {
        return listed.isEmpty() && others == 0 && othersMicrojoules == 0;
    }
}
