package io.scaph.api.testing;

import io.scaph.api.spi.NanoClock;
import java.util.concurrent.atomic.AtomicLong;

/** Time that passes when a test advances it, or when a thread sleeps. */
public final class VirtualClock implements NanoClock {
    public static final long SECOND = 1_000_000_000;

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 10 * SECOND);

    public void advance(long nanos) {
        now.addAndGet(nanos);
    }

    @Override
    public long nanoTime() {
        return now.get();
    }

    @Override
    public void sleepUntil(long deadlineNanos) {
        now.updateAndGet(time -> deadlineNanos - time > 0 ? deadlineNanos : time);
    }
}
