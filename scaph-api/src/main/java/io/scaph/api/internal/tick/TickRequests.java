package io.scaph.api.internal.tick;

import io.scaph.api.spi.NanoClock;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which tick was requested, which one is running and which one is done. Requests that come while a tick runs share the next
 * one. Safe for use by several threads.
 */
final class TickRequests {
    private static final Logger LOGGER = LoggerFactory.getLogger(TickRequests.class);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition requested = lock.newCondition();
    private final Condition finished = lock.newCondition();

    // The numbers of ticks, from 1; under the lock.
    private long lastBegun;
    private long lastDone;
    private long lastRequested;
    /** Written under the lock. Read without it: a tick on request holds it while it reads the processes. */
    private volatile boolean closed;

    /** Waits until a time, a request or the end; returns false at the end. An interrupt is ignored. */
    boolean awaitDue(NanoClock clock, long due) {
        lock.lock();
        try {
            while (!closed && lastRequested <= lastDone) {
                long wait = due - clock.nanoTime();
                if (wait <= 0) {
                    break;
                }
                try {
                    requested.awaitNanos(wait);
                } catch (InterruptedException e) {
                    // Only a sensor can interrupt this thread: the schedule does not change.
                    LOGGER.trace("an interrupt is ignored", e);
                }
            }
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    boolean isRequested() {
        lock.lock();
        try {
            return lastRequested > lastDone;
        } finally {
            lock.unlock();
        }
    }

    /** Runs a tick on the thread that waits for requests. */
    void run(Runnable tick) {
        setUnderLock(() -> lastBegun++);
        try {
            tick.run();
        } finally {
            setUnderLock(() -> lastDone = lastBegun);
        }
    }

    /** Runs a tick on the thread of a reader, one at a time, unless this is closed. */
    void runNow(Runnable tick) {
        setUnderLock(() -> {
            if (!closed) {
                tick.run();
            }
        });
    }

    private void setUnderLock(Runnable change) {
        lock.lock();
        try {
            change.run();
            finished.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Requests a tick that begins after this call, and waits until it is done or this is closed, but not longer than a time. */
    void request(long patienceNanos) {
        lock.lock();
        try {
            long next = lastBegun + 1;
            lastRequested = Math.max(lastRequested, next);
            requested.signal();
            awaitDone(next, patienceNanos);
        } finally {
            lock.unlock();
        }
    }

    /** Waits for the tick that is running, if one is. */
    void awaitRunning() {
        lock.lock();
        try {
            awaitDone(lastBegun, Long.MAX_VALUE);
        } finally {
            lock.unlock();
        }
    }

    /** Under the lock. */
    private void awaitDone(long number, long patienceNanos) {
        long left = patienceNanos;
        try {
            while (!closed && lastDone < number && left > 0) {
                left = finished.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for ticks, of any thread, until a condition holds or this is closed. */
    void awaitUntil(BooleanSupplier condition) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!closed && !condition.getAsBoolean()) {
                finished.await();
            }
        } finally {
            lock.unlock();
        }
    }

    boolean isClosed() {
        return closed;
    }

    /** Ends all waiting, after a tick on the thread of a reader. */
    void close() {
        closeWith(() -> {});
    }

    /** As {@link #close()}; the first time, something else is closed with it. */
    void closeWith(Runnable other) {
        lock.lock();
        try {
            if (!closed) {
                closed = true;
                other.run();
            }
            requested.signal();
            finished.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
