package io.scaph.exporter.prometheus.internal.http;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The large answers that are on their way. Those who do not read theirs keep it in memory, so there is only so much room;
 * where it is used up, those who have been reading longest must go. Safe for use by several threads.
 */
final class Outflow {
    private static final long MOST_BYTES = 24L << 20;
    private static final long WAIT_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final long TURN_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition room = lock.newCondition();
    private final Runnable makeRoom;
    private long bytes;

    /**
     * Begins with nothing on its way.
     *
     * @param makeRoom ends a connection whose client reads too slowly, if there is one
     */
    Outflow(Runnable makeRoom) {
        this.makeRoom = makeRoom;
    }

    /** Waits for room, not for long; false if there is none. One answer may always be on its way, however large. */
    boolean enter(int size) throws InterruptedException {
        lock.lock();
        try {
            long left = WAIT_NANOS;
            while (bytes > 0 && bytes + size > MOST_BYTES) {
                if (left <= 0) {
                    return false;
                }
                makeRoom.run();
                left -= TURN_NANOS - Math.max(0, room.awaitNanos(TURN_NANOS));
            }
            bytes += size;
            return true;
        } finally {
            lock.unlock();
        }
    }

    void leave(int size) {
        lock.lock();
        try {
            bytes -= size;
            room.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
