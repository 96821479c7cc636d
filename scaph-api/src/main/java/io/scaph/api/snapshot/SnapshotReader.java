package io.scaph.api.snapshot;

import io.scaph.api.workload.ProcessInfo;
import io.scaph.api.workload.Resources;
import java.time.Duration;
import java.util.Optional;

/**
 * Reads snapshots at the pace of its owner. A snapshot that a reader returned counts as seen by it, and a process that ended
 * keeps its line until every open reader has seen that. For use by one thread at a time, except {@link #recent}, {@link
 * #resources}, {@link #isCurrent}, {@link #trouble} and {@link #close()}, which any thread may call.
 */
public interface SnapshotReader extends AutoCloseable {
    /**
     * Returns the newest snapshot without waiting.
     *
     * @return the snapshot of the last tick
     */
    Snapshot latest();

    /**
     * Requests a tick, waits for it and returns its snapshot. Readers that ask at the same time share one tick.
     *
     * @return a snapshot whose counters were read after this call began. The latest one if the monitor is closed, or if the
     *     thread is interrupted while it waits; the interrupt is then still pending
     */
    Snapshot refresh();

    /**
     * Returns a snapshot that is not old, for a reader that is asked at times which it does not choose. If the latest snapshot is
     * older than allowed, requests a tick and waits for it, but at most 1 s.
     *
     * @param age the age that is allowed
     * @return the latest snapshot; older than allowed if the tick took longer, as {@link #isCurrent} and {@link #trouble} report,
     *     and in the cases of {@link #refresh()}
     */
    default Snapshot recent(Duration age) {
        return refresh();
    }

    /**
     * Waits until a moment and returns a snapshot of it. This is the way to publish at a steady pace.
     *
     * @param deadlineNanos the moment, in ns on the clock of {@link Snapshot#nanoTime()}
     * @return a snapshot that is not older than the deadline, as {@link #refresh()}
     * @throws InterruptedException if the thread is interrupted before the deadline
     */
    Snapshot awaitUntil(long deadlineNanos) throws InterruptedException;

    /**
     * Waits for the next tick without requesting one. This is the way to follow every tick.
     *
     * @return the latest snapshot, newer than the last one that this reader returned; the same one only if the monitor is
     *     closed
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    Snapshot awaitNext() throws InterruptedException;

    /**
     * Reads what a process uses in addition to CPU time.
     *
     * @param process a process of a snapshot
     * @return its resources now; empty if it has ended, or they are unknown
     */
    Optional<Resources> resources(ProcessInfo process);

    /**
     * Returns whether the latest snapshot is recent. If it is not, a tick is late, and power is unknown. Never waits.
     *
     * @return false if ticks are late
     */
    default boolean isCurrent() {
        return true;
    }

    /**
     * Returns what is wrong with the monitor: a late tick, or a counter that is held up by a reading that does not return.
     * Never waits.
     *
     * @return one line that names what is being read; empty if nothing is wrong
     */
    default Optional<String> trouble() {
        return Optional.empty();
    }

    /** Closes the reader, so that no line is kept for it any more. Does nothing if it is closed already. */
    @Override
    void close();
}
