package io.scaph.api.snapshot;

import java.util.Optional;

/**
 * A place from which snapshots are read, one for each reader: what a reader was handed counts as seen by it, and a
 * process that ended keeps its line until every open reader has seen it. For use by one thread at a time, but for
 * {@link #resources} and {@link #close()}.
 */
public interface SnapshotReader extends AutoCloseable {
    /**
     * The newest snapshot there is.
     *
     * @return the snapshot of the last tick
     */
    Snapshot latest();

    /**
     * A snapshot of now: asks for a tick and waits for it. Readers that ask at the same time share one tick. If the
     * monitor is closed, its last snapshot.
     *
     * @return a snapshot whose counters were read after this call began. If the thread is interrupted while it waits,
     *     the latest there is, with the interrupt still pending
     */
    Snapshot refresh();

    /**
     * Waits for a moment, then answers with a snapshot of it: the way to publish at a steady pace.
     *
     * @param deadlineNanos the moment, on the clock of {@link Snapshot#nanoTime()}
     * @return a snapshot not older than the deadline, as {@link #refresh()}
     * @throws InterruptedException if the thread is interrupted before the deadline
     */
    Snapshot awaitUntil(long deadlineNanos) throws InterruptedException;

    /**
     * Waits for the next tick without asking for one: the way to follow every tick, whoever asked for it.
     *
     * @return the latest snapshot, newer than what this reader was handed last; the same again only if the monitor is
     *     closed
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    Snapshot awaitNext() throws InterruptedException;

    /**
     * What a process uses besides CPU time; read now, for this process alone.
     *
     * @param process a process of a snapshot
     * @return its resources; empty if it has ended, or they are not known
     */
    Optional<Resources> resources(ProcessInfo process);

    /**
     * Whether the monitor works: whether its ticks are in time, and no counter is held up by a reading that does not return.
     * Never waits. For any thread.
     *
     * @return the health of now
     */
    default Health health() {
        return Health.GOOD;
    }

    /** Tells the monitor that nothing is to be kept for this reader any more; does nothing the second time. */
    @Override
    void close();
}
