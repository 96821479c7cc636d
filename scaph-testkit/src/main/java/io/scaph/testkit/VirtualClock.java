package io.scaph.testkit;

import io.scaph.api.spi.NanoClock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A clock that stands still until it is told to move. To sleep on it is to move it: whoever waits for a moment makes it
 * come. Safe for use by several threads.
 */
public final class VirtualClock implements NanoClock {
    private final AtomicLong nanos = new AtomicLong();

    /** Makes a clock that shows 0. */
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
     * Lets time pass.
     *
     * @param time how much, not negative
     */
    public void advance(Duration time) {
        if (time.isNegative()) {
            throw new IllegalArgumentException("time does not go back: " + time);
        }
        nanos.addAndGet(time.toNanos());
    }
}
