package io.scaph.api.internal.interval;

import io.scaph.api.internal.plugin.PluginGuard;
import io.scaph.api.internal.thread.BackgroundThreads;
import io.scaph.api.snapshot.Interval;
import io.scaph.api.snapshot.Snapshot;
import io.scaph.api.snapshot.SnapshotReader;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls a listener with each interval, on its own thread. If a listener throws, the error is logged and the listener is called
 * again. If it blocks, it delays nothing else, and its next interval covers the missed time. Safe for use by several threads.
 */
public final class IntervalCalls implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(IntervalCalls.class);
    private static final long CLOSE_WAIT_MILLIS = 2_000;

    private final SnapshotReader reader;
    private final @Nullable SnapshotReader follower;
    private final long periodNanos;
    private final Consumer<? super Interval> listener;
    private final PluginGuard guard = new PluginGuard(LOGGER, "the interval listener");
    private final Thread thread;
    private volatile boolean closed;
    private volatile boolean abandoned;
    // Under the lock of this object.
    private boolean waiting;

    /**
     * Starts to call a listener.
     *
     * @param reader where to read; closed when the calls end
     * @param follower where to wait for ticks that anything else requests: an interval ends with the first one when the period
     *     is over. It is not the reader, whose processes keep their lines until the interval has them. Null to request a tick
     *     at the end of each interval
     * @param periodNanos the length of an interval, in ns, above 0
     * @param listener what to call
     */
    public IntervalCalls(
            SnapshotReader reader,
            @Nullable SnapshotReader follower,
            long periodNanos,
            Consumer<? super Interval> listener) {
        this.reader = reader;
        this.follower = follower;
        this.periodNanos = periodNanos;
        this.listener = listener;
        Snapshot first = reader.latest();
        thread = BackgroundThreads.create("scaph-intervals", () -> run(first));
        thread.start();
    }

    private void run(Snapshot first) {
        try {
            Snapshot last = first;
            long next = first.nanoTime() + periodNanos;
            for (Snapshot now = await(next); now != null; now = await(next)) {
                last = call(last, now);
                // Ticks may fail or end: without a newer snapshot the next deadline is a period later all the same.
                long late = Math.max(0, now.nanoTime() - next);
                next += (late / periodNanos + 1) * periodNanos;
            }
            call(last, reader.refresh());
        } finally {
            reader.close();
            if (follower != null) {
                follower.close();
            }
        }
    }

    /** Calls the listener if time has passed; returns where the next interval starts. */
    private Snapshot call(Snapshot from, Snapshot to) {
        if (abandoned || to.nanoTime() - from.nanoTime() <= 0) {
            return from;
        }
        guard.serve(() -> listener.accept(Interval.between(from, to)));
        return to;
    }

    /** Waits for the end of an interval; null once this is closed. */
    private @Nullable Snapshot await(long deadline) {
        while (beginWaiting()) {
            try {
                Snapshot end = follower == null ? reader.awaitUntil(deadline) : follow(follower, deadline);
                return closed ? null : end;
            } catch (InterruptedException e) {
                // From close(), or from the listener: then the schedule does not change.
                LOGGER.trace("an interrupt ends the wait if the calls are to end", e);
            } finally {
                endWaiting();
            }
        }
        return null;
    }

    private Snapshot follow(SnapshotReader ticks, long deadline) throws InterruptedException {
        Snapshot tick = ticks.latest();
        while (tick.nanoTime() - deadline < 0) {
            tick = ticks.awaitNext();
        }
        return reader.latest();
    }

    private synchronized boolean beginWaiting() {
        waiting = !closed;
        return waiting;
    }

    /** From here on {@link #end()} does not interrupt: neither a tick nor the listener is to see it. */
    private synchronized void endWaiting() {
        waiting = false;
        if (Thread.interrupted()) {
            LOGGER.trace("an interrupt is ignored");
        }
    }

    /** Ends the calls, and does not wait for the last one. */
    public synchronized void end() {
        closed = true;
        if (waiting) {
            thread.interrupt();
        }
    }

    /**
     * Waits until the last call has returned, after {@link #end()}. A listener that takes longer is interrupted and not called
     * again.
     *
     * @param millis the longest time to wait, in ms, above 0
     */
    public void awaitEnd(long millis) {
        if (abandoned || Thread.currentThread() == thread) {
            return;
        }
        if (!BackgroundThreads.join(thread, millis)) {
            LOGGER.debug("the interval listener does not return, and is interrupted");
            abandoned = true;
            thread.interrupt();
        }
    }

    @Override
    public void close() {
        end();
        awaitEnd(CLOSE_WAIT_MILLIS);
    }
}
