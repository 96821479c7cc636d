package io.scaph.api.spi;

import java.util.concurrent.TimeUnit;

/**
 * The clock of all measurements. Tests replace it by one that passes an hour in a moment. Implementations must be safe for use
 * by several threads and never go backwards.
 */
public interface NanoClock {
    /** The monotonic clock of the machine, {@link System#nanoTime()}. The wall clock is never used for measuring. */
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
     * Returns the current time.
     *
     * @return ns since an arbitrary origin, as {@link System#nanoTime()}; only differences have a meaning
     */
    long nanoTime();

    /**
     * Waits until the clock reaches a time. Returns at once if it has reached the time already.
     *
     * @param deadlineNanos the time to wait for, in ns on this clock
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    void sleepUntil(long deadlineNanos) throws InterruptedException;
}
