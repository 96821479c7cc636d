package io.scaph.api.internal.host;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The lock of the sensors, which are read by one thread at a time. It measures how long readings take, in real time and not by
 * the monitor's clock, so that an application does not wait for a slow sensor. Safe for use by several threads.
 */
final class SensorLock {
    private static final long WAIT_NANOS = 5_000_000_000L;
    private static final long LOOK_NANOS = 20_000_000;
    /** A reading over a network, rather than of files of the kernel. */
    private static final long SLOW_NANOS = 100_000_000;
    /** A single slow reading can be a pause of the whole process. */
    private static final int MANY_SLOW = 3;
    /** A reading that takes longer than this hangs. */
    private static final long HANG_NANOS = 250_000_000;

    private final ReentrantLock lock = new ReentrantLock();
    /** How many readings in a row have been slow. */
    private volatile int slowReadings;
    /** When the reading in progress began; 0 between readings. */
    private volatile long readingSince;

    private volatile String activity = "";
    private volatile boolean closed;

    void lock() {
        lock.lock();
    }

    void unlock() {
        lock.unlock();
    }

    /**
     * Waits for the lock, on a thread of the application: not while a sensor hangs, and not after it was closed. A pending
     * interrupt stays pending. Returns whether the thread has the lock.
     */
    boolean tryLock() {
        boolean interrupted = false;
        long begin = System.nanoTime();
        try {
            while (!closed && !hangs() && System.nanoTime() - begin < WAIT_NANOS) {
                try {
                    if (lock.tryLock(LOOK_NANOS, TimeUnit.NANOSECONDS)) {
                        return true;
                    }
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            return false;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private boolean hangs() {
        long since = readingSince;
        return since != 0 && System.nanoTime() - since > HANG_NANOS;
    }

    void beginReading() {
        long now = System.nanoTime();
        readingSince = now == 0 ? 1 : now;
    }

    /** Names what is read next. */
    void setActivity(String what) {
        activity = what;
    }

    void endReading() {
        slowReadings = System.nanoTime() - readingSince > SLOW_NANOS ? Math.min(MANY_SLOW, slowReadings + 1) : 0;
        readingSince = 0;
        activity = "";
    }

    /** Whether readings take so long that only ticks make them. */
    boolean isSlow() {
        return slowReadings >= MANY_SLOW;
    }

    /** What is being read; empty between readings. */
    String activity() {
        return activity;
    }

    /** Ends the waiting of {@link #tryLock()}. */
    void close() {
        closed = true;
    }

    boolean isClosed() {
        return closed;
    }
}
