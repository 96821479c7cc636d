package io.scaph.prometheus.internal.view;

import io.scaph.api.snapshot.GroupEnergy;
import io.scaph.api.snapshot.ProcessEnergy;
import io.scaph.api.snapshot.Snapshot;
import io.scaph.api.workload.Group;
import io.scaph.api.workload.ProcessInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * Where the lines of one kind come from, and how they begin and end.
 *
 * @param ledger finds them in a snapshot
 * @param sum the energy of all of them, including those that are no longer in the ledger, in µJ; never falls
 * @param labelling makes their labels
 * @param firstSince the label {@code since} of the line that a subject gets when it is seen for the first time
 * @param firstSettleNanos how long such a line stays at 0, in ns
 * @param holdNanos how long a line stays after its subject has ended, if there is room, in ns
 * @param comesBack whether a removed subject may come back with the same identity
 * @param <S> the kind of subject
 */
record LineRules<S>(
        Function<Snapshot, List<LedgerReading<S>>> ledger,
        ToLongFunction<Snapshot> sum,
        Labelling<S> labelling,
        Function<S, String> firstSince,
        long firstSettleNanos,
        long holdNanos,
        boolean comesBack) {
    /** Long enough for a scraper that reads once a minute to see the last value of a line. */
    static final long HOLD_NANOS = 75_000_000_000L;

    /** A line that is given later begins to count after this time, a usual time between two scrapes. */
    static final long SETTLE_NANOS = 15_000_000_000L;

    static LineRules<ProcessInfo> ofProcesses(Labelling<ProcessInfo> labelling) {
        return new LineRules<>(
                LineRules::processes,
                snapshot -> snapshot.host().energy().microjoules()
                        - snapshot.idle().microjoules()
                        - snapshot.unattributed().microjoules(),
                labelling,
                process -> LineTimes.seconds(process.startTime().toEpochMilli()),
                SETTLE_NANOS,
                HOLD_NANOS,
                false);
    }

    static <G extends Group> LineRules<G> ofGroups(GroupLabels<G> labels) {
        MetricGroup<G> group = labels.group();
        return new LineRules<>(
                snapshot -> groups(group.groups().apply(snapshot).lines()),
                snapshot -> group.groups().apply(snapshot).energy().microjoules(),
                labels.labelling(),
                subject -> "",
                0,
                group.holdNanos(),
                true);
    }

    private static List<LedgerReading<ProcessInfo>> processes(Snapshot snapshot) {
        List<LedgerReading<ProcessInfo>> lines =
                new ArrayList<>(snapshot.processes().size());
        for (ProcessEnergy line : snapshot.processes()) {
            Amount used = new Amount(
                    line.energy().microjoules(),
                    line.devices().microjoules(),
                    line.cpuTime().toNanos());
            lines.add(new LedgerReading<>(line.process().identity(), line.process(), used, line.isEnded()));
        }
        return lines;
    }

    private static <G extends Group> List<LedgerReading<G>> groups(List<GroupEnergy<G>> groups) {
        List<LedgerReading<G>> lines = new ArrayList<>(groups.size());
        for (GroupEnergy<G> line : groups) {
            Amount used = new Amount(line.energy().microjoules(), 0, 0);
            lines.add(new LedgerReading<>(line.group().identity(), line.group(), used, line.isEnded()));
        }
        return lines;
    }
}
