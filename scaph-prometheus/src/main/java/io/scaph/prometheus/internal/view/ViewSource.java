package io.scaph.prometheus.internal.view;

import io.scaph.api.snapshot.Interval;
import io.scaph.api.snapshot.Snapshot;
import io.scaph.api.snapshot.SnapshotReader;
import io.scaph.api.workload.ProcessInfo;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Makes a view of every tick of a monitor, whether or not any thread reads it. Safe for use by several threads, of which one may
 * {@link #follow}.
 */
public final class ViewSource {
    /** Power over a shorter time is inexact: the counters of RAPL move once a millisecond. */
    private static final long SHORTEST_NANOS = 200_000_000;

    /** More than one of the monitor's usual ticks of 1 s, so that these are not doubled. */
    private static final Duration RECENT = Duration.ofMillis(1_100);

    private final SnapshotReader snapshots;
    private final Roster<ProcessInfo> processes;
    private final Map<GroupLabels<?>, Roster<?>> groups;
    private final ReentrantLock lock = new ReentrantLock();
    // Changed under the lock.
    private Consumer<View> listener = view -> {};
    private Snapshot from;
    private Snapshot before;
    private volatile View latest;

    /**
     * Starts with the latest snapshot.
     *
     * @param snapshots the ticks
     * @param processes chooses the lines of processes
     * @param groups chooses the lines of each kind of group, in the order in which they are published
     */
    public ViewSource(SnapshotReader snapshots, Roster<ProcessInfo> processes, Map<GroupLabels<?>, Roster<?>> groups) {
        this.snapshots = snapshots;
        this.processes = processes;
        this.groups = groups;
        before = snapshots.latest();
        from = before;
        latest = view(before, true);
    }

    /**
     * Follows every tick until the monitor is closed.
     *
     * @param listener gets each view
     * @throws InterruptedException if the thread is interrupted
     */
    public void follow(Consumer<View> listener) throws InterruptedException {
        locked(() -> this.listener = listener);
        Snapshot last = latest.now();
        Snapshot next = snapshots.awaitNext();
        while (next.sequence() != last.sequence()) {
            last = next;
            locked(() -> advance(snapshots.latest()));
            next = snapshots.awaitNext();
        }
    }

    /** Makes the view of a tick, unless there is one already. Under the lock. */
    private void advance(Snapshot next) {
        if (next.sequence() <= latest.now().sequence()) {
            return;
        }
        boolean endsInterval = next.nanoTime() - before.nanoTime() >= SHORTEST_NANOS;
        if (endsInterval) {
            from = before;
            before = next;
        }
        latest = view(next, endsInterval);
        listener.accept(latest);
    }

    private void locked(Runnable change) {
        lock.lock();
        try {
            change.run();
        } finally {
            lock.unlock();
        }
    }

    private View view(Snapshot now, boolean endsInterval) {
        Map<GroupLabels<?>, PublishedLines<?>> published = new LinkedHashMap<>();
        groups.forEach((labels, roster) -> published.put(labels, roster.add(now, endsInterval)));
        return new View(Interval.between(from, now), processes.add(now, endsInterval), published);
    }

    /**
     * Returns the view of a recent tick. If the last one was too long ago, requests one and waits for it, at most 1 s.
     *
     * @return the view
     */
    public View recent() {
        locked(() -> advance(snapshots.recent(RECENT)));
        return latest;
    }

    /**
     * Returns the view of the last tick.
     *
     * @return the view
     */
    public View latest() {
        return latest;
    }
}
