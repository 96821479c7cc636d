package io.scaph.prometheus.internal.view;

import io.scaph.api.snapshot.Snapshot;
import io.scaph.api.workload.Group;
import io.scaph.api.workload.ProcessInfo;
import io.scaph.prometheus.internal.exposition.LabelSet;
import io.scaph.prometheus.internal.view.LineRules.LedgerReading;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * Chooses which processes, or which groups of one kind, have their own line: all of them while there is room, else those that
 * used most energy recently. No counter made from it ever falls:
 *
 * <ul>
 *   <li>A line counts what its subject used <em>while it had that line</em>. What it used without one stays in {@code other}.
 *   <li>A line that is given later begins at 0 and stays there for 15 s, in which {@code other} still counts. A rate does not
 *       include what a series showed before the first scrape: a scraper at that interval has seen the line at 0 before it
 *       begins to count, and misses nothing. The lines of processes all begin like that, since many processes are short; those
 *       that exist at the start count at once, and so does a group that gets its line when it is first seen.
 *   <li>A line that ends, because its subject ended or because another one took its place, leaves its last value to {@code
 *       ended}. A subject that gets a line again gets a new one, with another {@code since}, which begins at 0.
 * </ul>
 *
 * <p>So in each interval a joule is added to exactly one line or to {@code other}: rates add up. And at each moment lines,
 * {@code other} and {@code ended} add up to the total: sums of totals do. Not safe for use by several threads.
 *
 * @param <S> the kind of subject
 */
public final class Roster<S> {
    /** Energy that was used this long ago counts half. */
    private static final double HALF_LIFE_SECONDS = 300;

    /** A new line must be this much busier than the one it replaces; else two equal ones would alternate. */
    private static final double CLEARLY = 2;

    private static final double NANOS = 1e9;

    /** Once this number of subjects was removed, any subject may be one of them. */
    private static final int MOST_REMOVED = 10_000;

    private final int most;
    private final LineRules<S> rules;
    private final Map<Object, RosterEntry<S>> entries = new LinkedHashMap<>();
    /** Subjects whose line was removed; if they come back, their line must not have the same labels again. */
    private final Set<Object> removed = new HashSet<>();

    private long lastSinceMillis;
    private int lines;
    private Amount other = Amount.ZERO;
    private long sumBefore;
    private long sumFrom;
    private long lastNanos;
    private long lastSequence;
    private boolean first = true;

    private Roster(int most, LineRules<S> rules) {
        this.most = most;
        this.rules = rules;
    }

    /**
     * Returns a roster of processes without lines.
     *
     * @param most how many processes may have a line; at least 0
     * @param labelling makes the labels of a line, from its process and the label {@code since}
     * @return a roster. Its lines, other and ended are all of the host's energy that is neither idle nor unattributed
     */
    public static Roster<ProcessInfo> ofProcesses(int most, BiFunction<ProcessInfo, String, LabelSet> labelling) {
        return new Roster<>(most, LineRules.ofProcesses(labelling));
    }

    /**
     * Returns a roster of groups without lines.
     *
     * @param most how many groups may have a line; at least 0
     * @param labels the kind of group and its labels
     * @param <G> the kind of group
     * @return a roster. Its lines, other and ended are the energy of all groups of this kind
     */
    public static <G extends Group> Roster<G> ofGroups(int most, GroupLabels<G> labels) {
        return new Roster<>(most, LineRules.ofGroups(labels));
    }

    /**
     * Adds a snapshot.
     *
     * @param snapshot newer than the one before
     * @param endsInterval whether it ends a new interval, or only extends the last one
     * @return the lines
     */
    public PublishedLines<S> add(Snapshot snapshot, boolean endsInterval) {
        double decay = Math.pow(0.5, (snapshot.nanoTime() - lastNanos) / NANOS / HALF_LIFE_SECONDS);
        lastNanos = snapshot.nanoTime();
        List<RosterEntry<S>> withoutLine = new ArrayList<>();
        rules.ledger().apply(snapshot).forEach(ledger -> {
            RosterEntry<S> entry = entry(ledger, snapshot.time());
            update(entry, ledger, snapshot.sequence(), decay);
            if (!entry.hasLine() && !entry.ended()) {
                withoutLine.add(entry);
            }
        });
        long sum = rules.sum().applyAsLong(snapshot);
        if (endsInterval) {
            sumFrom = first ? sum : sumBefore;
            sumBefore = sum;
        }
        first = false;
        lastSequence = snapshot.sequence();
        removeEnded();
        admit(withoutLine, snapshot.time());
        return published(sum, endsInterval);
    }

    /** The number of known subjects, with or without a line. */
    int size() {
        return entries.size();
    }

    private RosterEntry<S> entry(LedgerReading<S> ledger, Instant time) {
        RosterEntry<S> known = entries.get(ledger.identity());
        if (known != null) {
            return known;
        }
        RosterEntry<S> entry = new RosterEntry<>(ledger, lastSequence);
        entries.put(ledger.identity(), entry);
        if (!ledger.ended() && lines < most) {
            boolean again = removed.size() >= MOST_REMOVED || removed.contains(ledger.identity());
            String since = again ? since(time) : rules.firstSince().apply(ledger.subject());
            long settle = again ? LineRules.SETTLE_NANOS : rules.firstSettleNanos();
            giveLine(entry, since, first ? 0 : settle);
        }
        return entry;
    }

    private void update(RosterEntry<S> entry, LedgerReading<S> ledger, long sequence, double decay) {
        entry.describe(ledger.subject(), rules.labelling());
        Amount more = entry.add(ledger, lastSequence, sequence, decay);
        if (first) {
            entry.startIntervals();
        }
        if (!entry.countsAt(lastNanos)) {
            other = other.plus(more);
            entry.restartLine();
        }
        entry.setEnded(ledger.ended(), lastNanos);
    }

    /** Removes the lines of those that ended long ago, and those that have disappeared and have no line. */
    private void removeEnded() {
        for (Iterator<RosterEntry<S>> iterator = entries.values().iterator(); iterator.hasNext(); ) {
            RosterEntry<S> entry = iterator.next();
            boolean gone = entry.sequence() != lastSequence;
            if (gone) {
                entry.setEnded(true, lastNanos);
            }
            // A scraper does not need the end of a line that still shows 0, unless the line will be used again.
            boolean useless = entry.counted().microjoules() == 0 && !rules.comesBack();
            boolean over = entry.ended() && (useless || lastNanos - entry.endedNanos() >= rules.holdNanos());
            if (entry.hasLine() && over) {
                removeLine(entry);
            }
            if (gone && !entry.hasLine()) {
                iterator.remove();
            }
        }
    }

    private void admit(List<RosterEntry<S>> candidates, Instant time) {
        if (candidates.isEmpty()) {
            return;
        }
        candidates.sort(Comparator.comparingDouble(entry -> -entry.recentMicrojoules()));
        Queue<RosterEntry<S>> leaving = inOrderOfLeaving();
        for (RosterEntry<S> candidate : candidates) {
            if (lines >= most) {
                RosterEntry<S> leaves = leaving.poll();
                double enough = leaves == null || leaves.ended() ? 0 : CLEARLY * leaves.recentMicrojoules();
                if (leaves == null || candidate.recentMicrojoules() <= enough) {
                    return;
                }
                removeLine(leaves);
            }
            giveLine(candidate, since(time), LineRules.SETTLE_NANOS);
        }
    }

    /** Those that have a line: first those that have ended, the longest ended first, then those that used least recently. */
    private Queue<RosterEntry<S>> inOrderOfLeaving() {
        Queue<RosterEntry<S>> leaving =
                new PriorityQueue<>(Comparator.comparing((RosterEntry<S> entry) -> !entry.ended())
                        .thenComparingDouble(
                                entry -> entry.ended() ? entry.endedNanos() - lastNanos : entry.recentMicrojoules()));
        entries.values().stream().filter(RosterEntry::hasLine).forEach(leaving::add);
        return leaving;
    }

    private void giveLine(RosterEntry<S> entry, String since, long settleNanos) {
        entry.giveLine(rules.labelling(), since, lastNanos + settleNanos);
        lines++;
    }

    private void removeLine(RosterEntry<S> entry) {
        entry.removeLine();
        lines--;
        if (rules.comesBack() && removed.size() < MOST_REMOVED) {
            removed.add(entry.identity());
        }
    }

    /** Never the same twice, even if the wall clock is set back: no two lines of a subject have the same labels. */
    private String since(Instant time) {
        lastSinceMillis = Math.max(lastSinceMillis + 1, time.toEpochMilli());
        return LineRules.seconds(lastSinceMillis);
    }

    private PublishedLines<S> published(long sum, boolean endsInterval) {
        List<PublishedLine<S>> published = new ArrayList<>(lines);
        long counted = 0;
        long last = 0;
        long cpuWithoutLine = 0;
        int others = 0;
        for (RosterEntry<S> entry : entries.values()) {
            if (endsInterval) {
                entry.endInterval();
            }
            if (entry.hasLine()) {
                PublishedLine<S> line = entry.published();
                published.add(line);
                counted += line.counted().microjoules();
                last += line.last().microjoules();
            } else {
                others += entry.ended() ? 0 : 1;
                cpuWithoutLine += entry.last().cpuNanos();
            }
        }
        Amount lastOther = new Amount(sum - sumFrom - last, 0, cpuWithoutLine);
        return new PublishedLines<>(published, others, other, lastOther, sum - counted - other.microjoules());
    }
}
