package io.scaph.prometheus.internal.view;

import io.scaph.api.snapshot.Interval;
import io.scaph.api.snapshot.Snapshot;
import io.scaph.api.snapshot.SnapshotReader;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Follows every tick of a monitor and makes a view of it, which any thread may look at. What is followed does not depend on
 * who looks, nor when.
 */
public final class Follower {
    /** Power over less than this says little: the counters of RAPL move once a millisecond. */
    private static final long SHORTEST_NANOS = 200_000_000;

    private final SnapshotReader snapshots;
    private final ProcessRoster processes;
    private final List<GroupRoster<?>> groups;
    private Snapshot from;
    private Snapshot before;
    private volatile View view;

    /**
     * Begins with the latest snapshot.
     *
     * @param snapshots what to follow
     * @param processes lists the processes
     * @param groups lists the groups, each one kind of them
     */
    public Follower(SnapshotReader snapshots, ProcessRoster processes, List<GroupRoster<?>> groups) {
        this.snapshots = snapshots;
        this.processes = processes;
        this.groups = List.copyOf(groups);
        before = snapshots.latest();
        from = before;
        view = look(before, true);
    }

    /**
     * Follows until the thread is interrupted or the monitor is closed.
     *
     * @param told is told each view
     * @throws InterruptedException if the thread is interrupted
     */
    public void run(Consumer<View> told) throws InterruptedException {
        while (true) {
            Snapshot next = snapshots.awaitNext();
            if (next.sequence() == view.now().sequence()) {
                return;
            }
            take(next);
            told.accept(view);
        }
    }

    private void take(Snapshot next) {
        boolean endsInterval = next.nanoTime() - before.nanoTime() >= SHORTEST_NANOS;
        if (endsInterval) {
            from = before;
            before = next;
        }
        view = look(next, endsInterval);
    }

    private View look(Snapshot now, boolean endsInterval) {
        List<GroupListing<?>> listings = new ArrayList<>(groups.size());
        for (GroupRoster<?> roster : groups) {
            listings.add(roster.take(now, endsInterval));
        }
        return new View(Interval.between(from, now), processes.take(now, endsInterval), listings);
    }

    /**
     * What is known.
     *
     * @return the view of the last tick
     */
    public View view() {
        return view;
    }
}
