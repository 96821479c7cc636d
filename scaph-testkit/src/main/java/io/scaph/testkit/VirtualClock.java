package io.scaph.testkit;

import io.scaph.api.spi.NanoClock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A clock that moves only when it is advanced. A sleep on it returns at once and advances it to the end of the sleep. Safe for use
 * by several threads.
 */
public final class VirtualClock implements NanoClock {
    private final AtomicLong nanos = new AtomicLong();

    /** A clock at 0. */
    public VirtualClock() {}

    @Override
    public long nanoTime() {
        return nanos.get();
    }

    @Override
    public void sleepUntil(long deadlineNanos) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        nanos.accumulateAndGet(deadlineNanos, Math::max);
    }

    /**
     * Advances the clock.
     *
     * @param time the time that passes, not negative
     */
    public void advance(Duration time) {
        requireForward(time);
        nanos.addAndGet(time.toNanos());
    }

    static void requireForward(Duration time) {
        if (time.isNegative()) {
            throw new IllegalArgumentException("a time that passes must not be negative: " + time);
        }
    }
}
