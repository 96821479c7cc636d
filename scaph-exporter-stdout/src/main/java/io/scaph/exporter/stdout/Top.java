package io.scaph.exporter.stdout;

import io.scaph.api.energy.Energy;
import io.scaph.api.internal.text.GroupText;
import io.scaph.api.snapshot.GroupEnergy;
import io.scaph.api.snapshot.Groups;
import io.scaph.api.snapshot.Interval;
import io.scaph.api.snapshot.ProcessUsage;
import io.scaph.api.snapshot.Usage;
import io.scaph.api.workload.Group;
import io.scaph.api.workload.ProcessInfo;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The processes, or the groups of one grouping, that a report lists, and the sum of the others. Groups are another sum over the
 * energy of the processes.
 *
 * @param listed by descending energy in the interval
 * @param others how many are not listed
 * @param othersUsage what the others used in the interval
 * @param othersTotal what the others used since the start, including groups that have ended; may fall when one of them is listed
 */
record Top<T>(List<T> listed, int others, Usage othersUsage, Energy othersTotal) {
    /**
     * A group in an interval.
     *
     * @param total its energy at the end of the interval
     * @param usage its energy and power in the interval
     */
    record GroupUse<G extends Group>(GroupEnergy<G> total, Usage usage) {}

    /**
     * Chooses processes.
     *
     * @param wanted the processes that may be listed
     * @param max how many to list
     */
    static Top<ProcessUsage> processes(Interval interval, Predicate<ProcessInfo> wanted, long max) {
        List<ProcessUsage> listed = new ArrayList<>();
        int others = 0;
        long inInterval = 0;
        long sinceStart = 0;
        for (ProcessUsage consumer : interval.processes()) {
            if (listed.size() < max && wanted.test(consumer.process())) {
                listed.add(consumer);
            } else {
                others++;
                inInterval += consumer.energy().microjoules();
                sinceStart += consumer.total().energy().microjoules();
            }
        }
        return of(interval, listed, others, inInterval, sinceStart);
    }

    private static <T> Top<T> of(Interval interval, List<T> listed, int others, long inInterval, long sinceStart) {
        return new Top<>(listed, others, interval.part("others", new Energy(inInterval)), new Energy(sinceStart));
    }

    /**
     * Chooses groups.
     *
     * @param max how many to list
     */
    static <G extends Group> Top<GroupUse<G>> groups(Interval interval, Grouping<G> grouping, long max) {
        Groups<G> from = grouping.groups().apply(interval.from());
        Groups<G> to = grouping.groups().apply(interval.to());
        Map<Object, Energy> before = new HashMap<>();
        from.lines().forEach(line -> before.put(line.group().identity(), line.energy()));
        List<GroupUse<G>> all = to.lines().stream()
                .map(line -> new GroupUse<>(line, interval.part("", grown(line, before))))
                .sorted(Comparator.comparing((GroupUse<G> use) -> use.usage.energy())
                        .reversed()
                        .thenComparing(use -> GroupText.title(use.total.group())))
                .toList();
        List<GroupUse<G>> listed = all.stream().limit(max).toList();
        long used = to.energy().microjoules() - from.energy().microjoules();
        long sinceStart = to.energy().microjoules();
        for (GroupUse<G> use : listed) {
            used -= use.usage.energy().microjoules();
            sinceStart -= use.total.energy().microjoules();
        }
        return of(interval, listed, all.size() - listed.size(), used, sinceStart);
    }

    /** Nothing. */
    static <T> Top<T> none(Interval interval) {
        return of(interval, List.of(), 0, 0, 0);
    }

    private static Energy grown(GroupEnergy<?> now, Map<Object, Energy> before) {
        Energy earlier = before.getOrDefault(now.group().identity(), Energy.ZERO);
        // A group with less than before had ended for a while: its line restarted at 0.
        return now.energy().compareTo(earlier) >= 0 ? now.energy().minus(earlier) : now.energy();
    }

    /** Whether there was never a process or group. */
    boolean isEmpty() {
        return listed.isEmpty() && others == 0 && othersTotal.equals(Energy.ZERO);
    }
}
