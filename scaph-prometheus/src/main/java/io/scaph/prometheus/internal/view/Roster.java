package io.scaph.prometheus.internal.view;

import io.scaph.api.snapshot.Snapshot;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * Which processes, or which groups of one kind, have a line of their own: all of them while there is room, else those that
 * used most energy of late. No counter made from it ever falls:
 *
 * <ul>
 *   <li>A line counts what its subject used <em>while it had that line</em>. What it used without one stays in {@code other}
 *       for good.
 *   <li>A line that is given later begins at 0 and stays there for 15 s, in which {@code other} still counts. A rate does not
 *       know what a series showed before it was first scraped: a scraper at that pace has seen the line at 0 before it begins
 *       to count, and misses nothing. The lines of processes all begin like that, since many processes are short; those that
 *       are there at the start count at once, and so does a group that gets its line when it is first seen.
 *   <li>A line that ends, because its subject did or because another one took its place, leaves its last value to {@code
 *       ended}. A subject that gets a line again gets a new one, with another {@code since}, which begins at 0.
 * </ul>
 *
 * <p>So in each interval a joule is added to exactly one line or to {@code other}: rates add up. And at each moment lines,
 * {@code other} and {@code ended} add up to the total: sums of totals do. Not safe for use by several threads.
 *
 * @param <S> what the lines are of
 */
final class Roster<S> {
    /** A line that is given later begins to count after this time; a usual time between two scrapes. */
    static final long SETTLE_NANOS = 15_000_000_000L;

    /** Energy that was used this long ago counts half. */
    private static final double HALF_LIFE_SECONDS = 300;

    /** A newcomer must be this much busier than the one it displaces; else two of a kind would take turns. */
    private static final double CLEARLY = 2;

    private static final double NANOS = 1e9;

    private final int most;
    private final LineRules<S> rules;
    private final Map<Object, Entry<S>> entries = new LinkedHashMap<>();
    private final Formers formers = new Formers();
    private final LineTimes times = new LineTimes();
    private int listed;
    private long otherMicrojoules;
    private long otherDeviceMicrojoules;
    private long sumBefore;
    private long sumFrom;
    private long lastNanos;
    private long lastSequence;
    private boolean first = true;

    /**
     * Begins without lines.
     *
     * @param most how many may have a line; at least 0
     * @param rules how lines begin and end
     */
    Roster(int most, LineRules<S> rules) {
        this.most = most;
        this.rules = rules;
    }

    /**
     * Takes a snapshot in.
     *
     * @param readings all that have a line in the ledger
     * @param sum the energy of all of them, and of those that have no line in the ledger any more, in µJ; never falls
     * @param snapshot where both are from; newer than the one before
     * @param endsInterval whether it ends an interval of its own, or only prolongs the last one
     * @return the lines
     */
    Listing<S> take(List<Reading<S>> readings, long sum, Snapshot snapshot, boolean endsInterval) {
        double decay = Math.pow(0.5, (snapshot.nanoTime() - lastNanos) / NANOS / HALF_LIFE_SECONDS);
        lastNanos = snapshot.nanoTime();
        List<Entry<S>> unlisted = new ArrayList<>();
        for (Reading<S> reading : readings) {
            Entry<S> entry = entry(reading, snapshot);
            update(entry, reading, decay);
            entry.sequence = snapshot.sequence();
            if (!entry.listed && !entry.ended) {
                unlisted.add(entry);
            }
        }
        if (endsInterval) {
            sumFrom = first ? sum : sumBefore;
            sumBefore = sum;
        }
        first = false;
        lastSequence = snapshot.sequence();
        Deque<Entry<S>> held = dropAndHold();
        admit(unlisted, held, snapshot.time());
        return listing(sum, endsInterval);
    }

    /** How many subjects are remembered, with a line or without. */
    int size() {
        return entries.size();
    }

    private Entry<S> entry(Reading<S> reading, Snapshot snapshot) {
        Entry<S> entry = entries.get(reading.identity());
        if (entry == null) {
            entry = new Entry<>(reading.identity(), reading.subject());
            entry.sequence = lastSequence;
            entries.put(reading.identity(), entry);
            if (!reading.ended() && listed < most) {
                boolean again = formers.mayHold(reading.identity());
                long settle = again ? SETTLE_NANOS : rules.firstSettleNanos();
                list(
                        entry,
                        again
                                ? times.since(snapshot.time())
                                : rules.firstSince().apply(reading.subject()),
                        first ? 0 : settle);
            }
        }
        return entry;
    }

    private void update(Entry<S> entry, Reading<S> reading, double decay) {
        if (entry.subject != reading.subject() && !entry.subject.equals(reading.subject())) {
            entry.subject = reading.subject();
            relabel(entry);
        }
        long devicesBefore = entry.deviceMicrojoules();
        long more = entry.take(reading, entry.sequence != lastSequence);
        if (first) {
            entry.beginIntervals();
        }
        entry.recent = entry.recent * decay + more;
        if (!entry.counts(lastNanos)) {
            otherMicrojoules += more;
            otherDeviceMicrojoules += entry.deviceMicrojoules() - devicesBefore;
            entry.beginLine();
        }
        if (reading.ended() && !entry.ended) {
            entry.endedNanos = lastNanos;
        }
        entry.ended = reading.ended();
    }

    /** Forgets those that are gone, and returns those that have a line though they ended, the longest ended first. */
    private Deque<Entry<S>> dropAndHold() {
        List<Entry<S>> held = new ArrayList<>();
        for (Iterator<Entry<S>> iterator = entries.values().iterator(); iterator.hasNext(); ) {
            Entry<S> entry = iterator.next();
            boolean gone = entry.sequence != lastSequence;
            if (gone && !entry.ended) {
                entry.ended = true;
                entry.endedNanos = lastNanos;
            }
            // The end of a line that still shows 0 is worth nothing to a scraper, unless the line will be used again.
            boolean useless = entry.lineMicrojoules() == 0 && !rules.comesBack();
            boolean over = entry.ended && (useless || lastNanos - entry.endedNanos >= rules.holdNanos());
            if (entry.listed && over) {
                drop(entry);
            }
            if (gone && !entry.listed) {
                iterator.remove();
                if (entry.wasListed && rules.comesBack()) {
                    formers.add(entry.identity);
                }
            } else if (entry.ended && entry.listed) {
                held.add(entry);
            }
        }
        held.sort(Comparator.comparingLong(entry -> entry.endedNanos));
        return new ArrayDeque<>(held);
    }

    private void admit(List<Entry<S>> unlisted, Deque<Entry<S>> held, Instant time) {
        if (unlisted.isEmpty()) {
            return;
        }
        if (unlisted.size() > most - listed) {
            unlisted.sort(Comparator.comparingDouble(entry -> -entry.recent));
        }
        PriorityQueue<Entry<S>> weakest = null;
        for (Entry<S> candidate : unlisted) {
            if (listed >= most) {
                if (!(candidate.recent > 0)) {
                    return;
                }
                Entry<S> leaving = held.poll();
                if (leaving == null) {
                    weakest = weakest == null ? living() : weakest;
                    leaving = weakest.peek();
                    if (leaving == null || candidate.recent <= CLEARLY * leaving.recent) {
                        return;
                    }
                    weakest.remove();
                }
                drop(leaving);
            }
            list(candidate, times.since(time), SETTLE_NANOS);
        }
    }

    private PriorityQueue<Entry<S>> living() {
        PriorityQueue<Entry<S>> weakest = new PriorityQueue<>(Comparator.comparingDouble(entry -> entry.recent));
        for (Entry<S> entry : entries.values()) {
            if (entry.listed && !entry.ended) {
                weakest.add(entry);
            }
        }
        return weakest;
    }

    private void list(Entry<S> entry, String since, long settleNanos) {
        entry.listed = true;
        entry.wasListed = true;
        entry.beginLine();
        entry.countsFromNanos = lastNanos + settleNanos;
        entry.since = since;
        listed++;
        relabel(entry);
    }

    private void drop(Entry<S> entry) {
        entry.listed = false;
        listed--;
    }

    private void relabel(Entry<S> entry) {
        if (entry.listed) {
            entry.labels = rules.labelling().labels(entry.subject, entry.since);
        }
    }

    private Listing<S> listing(long sum, boolean endsInterval) {
        List<Line<S>> lines = new ArrayList<>(listed);
        long inLines = 0;
        long lastInLines = 0;
        long cpuWithoutLine = 0;
        int others = 0;
        for (Entry<S> entry : entries.values()) {
            if (endsInterval) {
                entry.endInterval();
            }
            if (!entry.listed) {
                others += entry.ended ? 0 : 1;
                cpuWithoutLine += entry.lastCpuNanos();
                continue;
            }
            inLines += entry.lineMicrojoules();
            lastInLines += entry.lastMicrojoules();
            lines.add(entry.line());
        }
        return new Listing<>(
                lines,
                others,
                otherMicrojoules,
                otherDeviceMicrojoules,
                sum - sumFrom - lastInLines,
                cpuWithoutLine,
                sum - inLines - otherMicrojoules);
    }
}
