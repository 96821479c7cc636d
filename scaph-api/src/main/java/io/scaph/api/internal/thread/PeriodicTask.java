package io.scaph.api.internal.thread;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a task repeatedly on its own thread, with a pause before each run, until it is closed. A run that fails is
 * logged and does not end it. An interrupt of the thread has no effect. Safe for use by several threads.
 */
public final class PeriodicTask implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(PeriodicTask.class);

    private final long periodNanos;
    private final Runnable task;
    private final Thread thread;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition closing = lock.newCondition();
    // Under the lock.
    private boolean closed;

    /**
     * Makes a task that does not run before {@link #start()}.
     *
     * @param name the thread's name
     * @param periodNanos the pause before each run, in ns
     * @param task what to run
     */
    public PeriodicTask(String name, long periodNanos, Runnable task) {
        this.periodNanos = periodNanos;
        this.task = task;
        thread = BackgroundThreads.create(name, this::loop);
    }

    /** Starts the thread. */
    public void start() {
        thread.start();
    }

    private void loop() {
        while (pause(periodNanos)) {
            try {
                task.run();
            } catch (RuntimeException e) {
                LOGGER.warn("{} failed: {}", thread.getName(), e.toString(), e);
            }
        }
    }

    /**
     * Waits, for pauses within the task.
     *
     * @param nanos how long, in ns
     * @return false once the task is closed
     */
    public boolean pause(long nanos) {
        lock.lock();
        try {
            long left = nanos;
            while (!closed && left > 0) {
                left = closing.awaitNanos(left);
            }
            return !closed;
        } catch (InterruptedException e) {
            LOGGER.trace("an interrupt is ignored", e);
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Ends the task after the run in progress, and does not wait for that. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            closing.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for the thread of a closed task to end.
     *
     * @param millis the longest time to wait, in ms
     */
    public void awaitEnd(long millis) {
        BackgroundThreads.join(thread, millis);
    }
}
