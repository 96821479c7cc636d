package io.scaph.api.internal.interval;

import io.scaph.api.internal.plugin.PluginGuard;
import io.scaph.api.internal.thread.BackgroundThreads;
import io.scaph.api.snapshot.Interval;
import io.scaph.api.snapshot.Snapshot;
import io.scaph.api.snapshot.SnapshotReader;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls a listener with each interval, on a thread of its own. A listener that throws is logged and called again; one that blocks
 * holds up nothing else, and its next interval covers the time that it missed. Safe for use by several threads.
 */
public final class IntervalCalls implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(IntervalCalls.class);
    private static final long CLOSE_WAIT_MILLIS = 2_000;

    private final SnapshotReader reader;
    private final long periodNanos;
    private final Consumer<? super Interval> listener;
    private final PluginGuard guard = new PluginGuard(LOGGER, "the interval listener");
    private final Thread thread;
    private volatile boolean closed;

    /**
     * Starts to call a listener.
     *
     * @param reader where to read; closed when the calls end
     * @param periodNanos the length of an interval, in ns, above 0
     * @param listener what to call
     */
    public IntervalCalls(SnapshotReader reader, long periodNanos, Consumer<? super Interval> listener) {
        this.reader = reader;
        this.periodNanos = periodNanos;
        this.listener = listener;
        Snapshot first = reader.latest();
        thread = BackgroundThreads.start("scaph-intervals", () -> run(first));
    }

    private void run(Snapshot first) {
        Snapshot last = first;
        long next = last.nanoTime() + periodNanos;
        while (!closed) {
            Snapshot now = await(next);
            if (now.sequence() > last.sequence()) {
                call(Interval.between(last, now));
                last = now;
            }
            long late = now.nanoTime() - next;
            next += late < 0 ? 0 : (late / periodNanos + 1) * periodNanos;
        }
        reader.close();
    }

    private Snapshot await(long deadline) {
        try {
            return reader.awaitUntil(deadline);
        } catch (InterruptedException e) {
            LOGGER.trace("told to stop", e);
            return reader.refresh();
        }
    }

    private void call(Interval interval) {
        guard.run(() -> listener.accept(interval));
    }

    @Override
    public void close() {
        closed = true;
        if (Thread.currentThread() == thread) {
            return;
        }
        thread.interrupt();
        try {
            thread.join(CLOSE_WAIT_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
