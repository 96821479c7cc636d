package io.scaph.api.testing;

import java.util.concurrent.CountDownLatch;

/** Waits where a test cannot throw. */
public final class Latches {
    private Latches() {}

    /** An interrupt ends the wait and is kept. */
    public static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
