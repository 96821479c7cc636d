package io.scaph.api.internal.thread;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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

    private final CountDownLatch closed = new CountDownLatch(1);

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
        try {
            return !closed.await(nanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            LOGGER.trace("an interrupt is ignored", e);
            return closed.getCount() > 0;
        }
    }

    /** Ends the task after the run in progress, and does not wait for that. */
    @Override
    public void close() {
        closed.countDown();
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
