package io.scaph.prometheus.internal.view;

import io.scaph.api.snapshot.Snapshot;
import io.scaph.api.workload.Group;
import io.scaph.api.workload.ProcessInfo;
import io.scaph.prometheus.internal.exposition.LabelSet;
import java.math.BigDecimal;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/**
 * Where the lines of one kind come from, and how they begin and end.
 *
 * @param ledger finds them in a snapshot
 * @param sum the energy of all of them, including those that are no longer in the ledger, in µJ; never falls
 * @param labelling makes the labels of a line, from its subject and the label {@code since}
 * @param firstSince the label {@code since} of the line that a subject gets when it is seen for the first time
 * @param firstSettleNanos how long such a line stays at 0, in ns
 * @param holdNanos how long a line stays after its subject has ended, if there is room, in ns
 * @param comesBack whether a removed subject may come back with the same identity
 * @param <S> the kind of subject
 */
record LineRules<S>(
        Function<Snapshot, Stream<LedgerReading<S>>> ledger,
        ToLongFunction<Snapshot> sum,
        BiFunction<S, String, LabelSet> labelling,
        Function<S, String> firstSince,
        long firstSettleNanos,
        long holdNanos,
        boolean comesBack) {
    /** Long enough for a scraper that reads once a minute to see the last value of a line. */
    static final long HOLD_NANOS = 75_000_000_000L;

    /** A line that is given later begins to count after this time, a usual time between two scrapes. */
    static final long SETTLE_NANOS = 15_000_000_000L;

    /**
     * A line of the ledger at one moment, of a process or a group.
     *
     * @param identity what identifies the subject from one snapshot to the next
     * @param subject the process or group
     * @param used what it used; begins at 0 again if its line was gone for a while
     * @param ended whether it has ended
     * @param <S> the kind of subject
     */
    record LedgerReading<S>(Object identity, S subject, Amount used, boolean ended) {}

    static LineRules<ProcessInfo> ofProcesses(BiFunction<ProcessInfo, String, LabelSet> labelling) {
        return new LineRules<>(
                snapshot -> snapshot.processes().stream()
                        .map(line -> new LedgerReading<>(
                                line.process().identity(),
                                line.process(),
                                new Amount(
                                        line.energy().microjoules(),
                                        line.devices().microjoules(),
                                        line.cpuTime().toNanos()),
                                line.isEnded())),
                snapshot -> snapshot.host().energy().microjoules()
                        - snapshot.idle().microjoules()
                        - snapshot.unattributed().microjoules(),
                labelling,
                process -> seconds(process.startTime().toEpochMilli()),
                SETTLE_NANOS,
                HOLD_NANOS,
                false);
    }

    static <G extends Group> LineRules<G> ofGroups(GroupLabels<G> labels) {
        MetricGroup<G> group = labels.group();
        return new LineRules<>(
                snapshot -> group.groups().apply(snapshot).lines().stream()
                        .map(line -> new LedgerReading<>(
                                line.group().identity(),
                                line.group(),
                                new Amount(line.energy().microjoules(), 0, 0),
                                line.isEnded())),
                snapshot -> group.groups().apply(snapshot).energy().microjoules(),
                labels.labelling(),
                subject -> "",
                0,
                group.holdNanos(),
                true);
    }

    /** Seconds since 1970, with as many decimals as needed: the label {@code since}. */
    static String seconds(long millis) {
        return BigDecimal.valueOf(millis, 3).stripTrailingZeros().toPlainString();
    }
}
