package io.scaph.api.spi;

import java.util.concurrent.TimeUnit;

/**
 * The time by which everything is measured. A seam for tests: with a clock of their own they pass an hour in a moment.
 * Implementations are safe for use by several threads and never go backwards.
 */
public interface NanoClock {
    /** The machine's monotonic clock ({@link System#nanoTime()}); the wall clock is never used for measuring. */
    NanoClock SYSTEM = new NanoClock() {
        @Override
        public long nanoTime() {
            return System.nanoTime();
        }

        @Override
        public void sleepUntil(long deadlineNanos) throws InterruptedException {
            long wait = deadlineNanos - nanoTime();
            while (wait > 0) {
                TimeUnit.NANOSECONDS.sleep(wait);
                wait = deadlineNanos - nanoTime();
            }
        }
    };

    /**
     * The time now.
     *
     * @return nanoseconds since an arbitrary origin, as {@link System#nanoTime()}; only differences mean anything
     */
    long nanoTime();

    /**
     * Waits until the clock shows the given time; returns at once if it does already.
     *
     * @param deadlineNanos the time to wait for, on this clock
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    void sleepUntil(long deadlineNanos) throws InterruptedException;
}
