package io.scaph.exporter.prometheus.internal.view;

import io.scaph.api.snapshot.ProcessWorkload;
import io.scaph.api.snapshot.Snapshot;
import io.scaph.api.snapshot.Workload;
import io.scaph.api.snapshot.WorkloadEnergy;
import io.scaph.exporter.prometheus.internal.exposition.LabelSet;
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
 * Who has a line of their own: everybody while there is room, else those that used most energy of late. No counter that
 * comes of it ever falls:
 *
 * <ul>
 *   <li>A line counts what a process used <em>while it had that line</em>. What it used without one stays in {@code other}
 *       for good.
 *   <li>A line begins at 0 and stays there for 15 s, in which {@code other} still counts for the process. For a rate knows
 *       nothing of what a line shows when it is first scraped: whoever scrapes that often has seen it at 0 before it begins
 *       to count, and misses nothing, however short processes live. The lines of those that are there at the start count at
 *       once.
 *   <li>A line that ends, because the process did or because another one took its place, leaves its last value to {@code
 *       ended}. A process that gets a line again gets a new one, with another {@code since}, which begins at 0.
 * </ul>
 *
 * <p>So in each interval a joule is added to exactly one line or to {@code other}: rates add up. And at each moment lines,
 * {@code other} and {@code ended} add up to the total: sums of totals do. Not safe for use by several threads.
 */
public final class Roster {
    /** A line outlives its process by so long, if there is room: who scrapes once a minute still sees its last value. */
    private static final long HOLD_NANOS = 75_000_000_000L;

    /** A line begins to count after so long; a usual time between two scrapes. */
    private static final long SETTLE_NANOS = 15_000_000_000L;

    /** What was used so long ago counts half. */
    private static final double HALF_LIFE_SECONDS = 300;

    /** A newcomer must be so much busier than whom it displaces; else two of a kind would take turns. */
    private static final double CLEARLY = 2;

    private static final double NANOS = 1e9;

    /** Makes the labels of a line. */
    @FunctionalInterface
    public interface Labelling {
        /**
         * Labels of a process.
         *
         * @param process who
         * @param since since when the line counts, in seconds since 1970; with the pid it tells the line from all others
         * @return the labels
         */
        LabelSet labels(ProcessWorkload process, String since);
    }

    private static final class Entry {
        Workload workload;
        /** The energy at the end of the last interval, and at its beginning. */
        long totalBefore;

        long totalFrom;
        long cpuBefore;
        long cpuFrom;
        long total;
        long cpu;
        long device;
        /** What it used before it had its line. */
        long withoutLine;

        long deviceWithoutLine;

        double recent;
        boolean listed;
        boolean ended;
        long endedNanos;
        long countsFromNanos;
        long sequence;
        String since = "";
        LabelSet labels = LabelSet.NONE;

        Entry(Workload workload) {
            this.workload = workload;
        }
    }

    private final int most;
    private final Labelling labelling;
    private final Map<Object, Entry> entries = new LinkedHashMap<>();
    private int listed;
    private long otherMicrojoules;
    private long otherDeviceMicrojoules;
    private long sumBefore;
    private long sumFrom;
    private long lastNanos;
    private long lastSinceMillis;
    private boolean first = true;

    /**
     * Begins without anybody.
     *
     * @param most how many may have a line; at least 0
     * @param labelling makes their labels
     */
    public Roster(int most, Labelling labelling) {
        this.most = most;
        this.labelling = labelling;
    }

    /**
     * Takes a snapshot in.
     *
     * @param snapshot newer than the one before
     * @param endsInterval whether it ends an interval of its own, or only prolongs the last one
     * @return the lines
     */
    public Listing take(Snapshot snapshot, boolean endsInterval) {
        double decay = Math.pow(0.5, (snapshot.nanoTime() - lastNanos) / NANOS / HALF_LIFE_SECONDS);
        lastNanos = snapshot.nanoTime();
        List<Entry> unlisted = new ArrayList<>();
        for (WorkloadEnergy line : snapshot.workloads()) {
            Entry entry = entry(line, snapshot);
            update(entry, line, decay);
            entry.sequence = snapshot.sequence();
            if (!entry.listed && !entry.ended) {
                unlisted.add(entry);
            }
        }
        long sum =
                snapshot.host().energyMicrojoules() - snapshot.idleMicrojoules() - snapshot.unattributedMicrojoules();
        if (endsInterval) {
            sumFrom = first ? sum : sumBefore;
            sumBefore = sum;
        }
        first = false;
        Deque<Entry> held = dropAndHold(snapshot);
        admit(unlisted, held, snapshot.time());
        return listing(sum, endsInterval);
    }

    private Entry entry(WorkloadEnergy line, Snapshot snapshot) {
        Object identity = line.workload().identity();
        Entry entry = entries.get(identity);
        boolean cameBack = entry != null && line.energyMicrojoules() < entry.total;
        if (entry != null && cameBack) {
            // It was taken for ended, its energy with it, and came back with a line of the ledger that began anew.
            drop(entry);
            entries.remove(identity);
            entry = null;
        }
        if (entry == null) {
            entry = new Entry(line.workload());
            if (first) {
                entry.totalBefore = line.energyMicrojoules();
                entry.cpuBefore = line.cpuNanos();
            }
            entries.put(identity, entry);
            if (!line.ended() && listed < most) {
                list(entry, cameBack ? now(snapshot.time()) : start(line.workload()));
            }
        }
        return entry;
    }

    private void update(Entry entry, WorkloadEnergy line, double decay) {
        if (entry.workload != line.workload()) {
            entry.workload = line.workload();
            relabel(entry);
        }
        long more = line.energyMicrojoules() - entry.total;
        long moreOfDevices = line.deviceMicrojoules() - entry.device;
        entry.total = line.energyMicrojoules();
        entry.device = line.deviceMicrojoules();
        entry.cpu = line.cpuNanos();
        entry.recent = entry.recent * decay + more;
        boolean counts = entry.listed && lastNanos - entry.countsFromNanos >= 0;
        if (!counts) {
            otherMicrojoules += more;
            otherDeviceMicrojoules += moreOfDevices;
        }
        if (entry.listed && !counts) {
            entry.withoutLine += more;
            entry.deviceWithoutLine += moreOfDevices;
        }
        if (line.ended() && !entry.ended) {
            entry.ended = true;
            entry.endedNanos = lastNanos;
        }
        entry.ended = line.ended();
    }

    /** Forgets who is gone, and answers with those that have a line though they ended, the longest ended first. */
    private Deque<Entry> dropAndHold(Snapshot snapshot) {
        List<Entry> held = new ArrayList<>();
        for (Iterator<Entry> iterator = entries.values().iterator(); iterator.hasNext(); ) {
            Entry entry = iterator.next();
            boolean gone = entry.sequence != snapshot.sequence();
            if (gone && !entry.ended) {
                entry.ended = true;
                entry.endedNanos = lastNanos;
            }
            // Of a line that still shows 0 nobody misses the end.
            boolean over =
                    entry.ended && (lastNanos - entry.endedNanos >= HOLD_NANOS || entry.total == entry.withoutLine);
            if (entry.listed && over) {
                drop(entry);
            }
            if (gone && !entry.listed) {
                iterator.remove();
            } else if (entry.ended && entry.listed) {
                held.add(entry);
            }
        }
        held.sort(Comparator.comparingLong(entry -> entry.endedNanos));
        return new ArrayDeque<>(held);
    }

    private void admit(List<Entry> unlisted, Deque<Entry> held, Instant time) {
        if (unlisted.isEmpty()) {
            return;
        }
        if (unlisted.size() > most - listed) {
            unlisted.sort(Comparator.comparingDouble(entry -> -entry.recent));
        }
        PriorityQueue<Entry> weakest = null;
        for (Entry candidate : unlisted) {
            if (listed >= most) {
                if (!(candidate.recent > 0)) {
                    return;
                }
                Entry leaving = held.poll();
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
            list(candidate, now(time));
        }
    }

    private PriorityQueue<Entry> living() {
        PriorityQueue<Entry> weakest = new PriorityQueue<>(Comparator.comparingDouble(entry -> entry.recent));
        for (Entry entry : entries.values()) {
            if (entry.listed && !entry.ended) {
                weakest.add(entry);
            }
        }
        return weakest;
    }

    private void list(Entry entry, String since) {
        entry.listed = true;
        entry.withoutLine = entry.total;
        entry.deviceWithoutLine = entry.device;
        entry.countsFromNanos = first ? lastNanos : lastNanos + SETTLE_NANOS;
        entry.since = since;
        listed++;
        relabel(entry);
    }

    private void drop(Entry entry) {
        if (entry.listed) {
            entry.listed = false;
            listed--;
        }
    }

    private void relabel(Entry entry) {
        if (entry.listed) {
            entry.labels = labelling.labels(process(entry.workload), entry.since);
        }
    }

    private Listing listing(long sum, boolean endsInterval) {
        List<Line> lines = new ArrayList<>(listed);
        long inLines = 0;
        long lastInLines = 0;
        long cpuWithoutLine = 0;
        int others = 0;
        for (Entry entry : entries.values()) {
            if (endsInterval) {
                entry.totalFrom = entry.totalBefore;
                entry.totalBefore = entry.total;
                entry.cpuFrom = entry.cpuBefore;
                entry.cpuBefore = entry.cpu;
            }
            if (!entry.listed) {
                others += entry.ended ? 0 : 1;
                cpuWithoutLine += entry.cpu - entry.cpuFrom;
                continue;
            }
            long energy = entry.total - entry.withoutLine;
            long last = entry.total - entry.totalFrom;
            inLines += energy;
            lastInLines += last;
            lines.add(new Line(
                    entry.labels,
                    process(entry.workload),
                    energy,
                    entry.device - entry.deviceWithoutLine,
                    entry.total,
                    last,
                    entry.cpu,
                    entry.cpu - entry.cpuFrom,
                    entry.ended));
        }
        return new Listing(
                lines,
                others,
                otherMicrojoules,
                otherDeviceMicrojoules,
                sum - sumFrom - lastInLines,
                cpuWithoutLine,
                sum - inLines - otherMicrojoules);
    }

    private static ProcessWorkload process(Workload workload) {
        // The only kind of workload there is; the compiler will ask here when there is another.
        return (ProcessWorkload) workload;
    }

    private static String start(Workload workload) {
        return seconds(process(workload).identity().startTime().toEpochMilli());
    }

    /** Never the same twice, whatever happens to the wall clock: no two lines of a process have the same labels. */
    private String now(Instant time) {
        lastSinceMillis = Math.max(lastSinceMillis + 1, time.toEpochMilli());
        return seconds(lastSinceMillis);
    }

    private static String seconds(long millis) {
        StringBuilder text = new StringBuilder().append(Math.floorDiv(millis, 1_000L));
        long rest = Math.floorMod(millis, 1_000L);
        if (rest != 0) {
            text.append('.')
                    .append((char) ('0' + rest / 100))
                    .append((char) ('0' + rest / 10 % 10))
                    .append((char) ('0' + rest % 10));
        }
        return text.toString();
    }
}
