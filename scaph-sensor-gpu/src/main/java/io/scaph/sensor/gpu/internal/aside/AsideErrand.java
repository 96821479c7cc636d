package io.scaph.sensor.gpu.internal.aside;

import io.scaph.api.internal.plugin.PluginGuard;
import io.scaph.api.internal.thread.BackgroundThreads;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Work that is done by a daemon thread of its own: when it is asked for, and by itself as often as it says. A call into a
 * driver may take milliseconds, or never return; then this thread hangs, and nobody else.
 */
public final class AsideErrand implements Errand {
    private static final Logger LOGGER = LoggerFactory.getLogger(AsideErrand.class);

    private final String name;
    private final PluginGuard.Call work;
    private final PluginGuard guard;
    private final LongSupplier paceNanos;
    private final Runnable afterwards;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition wanted = lock.newCondition();
    private final Condition done = lock.newCondition();
    private long asked;
    private long answered;
    private boolean closed;
    private @Nullable Thread thread;

    /**
     * Makes it; the thread begins when it is asked for the first time.
     *
     * @param name the thread's name
     * @param work what to do
     * @param paceNanos after how long to do it again unasked, in ns of real time; {@link Long#MAX_VALUE} for never
     * @param afterwards what to do when it was closed and nothing is under way any more
     */
    public AsideErrand(String name, Runnable work, LongSupplier paceNanos, Runnable afterwards) {
        this.name = name;
        this.work = work::run;
        guard = new PluginGuard(LOGGER, name);
        this.paceNanos = paceNanos;
        this.afterwards = afterwards;
    }

    @Override
    public void ask() {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            asked++;
            wanted.signal();
            if (thread == null || !thread.isAlive()) {
                thread = BackgroundThreads.start(name, this::loop);
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean await(long nanos) {
        boolean interrupted = false;
        lock.lock();
        try {
            long left = nanos;
            while (answered < asked && left > 0 && !closed) {
                try {
                    left = done.awaitNanos(left);
                } catch (InterruptedException e) {
                    // The reader's own affair: a reading goes on, and he finds the interrupt as he left it.
                    interrupted = true;
                }
            }
            return answered >= asked;
        } finally {
            lock.unlock();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void loop() {
        try {
            long ticket = ticket();
            while (ticket >= 0) {
                guard.run(work);
                ticket = deliver(ticket);
            }
        } finally {
            if (isClosed()) {
                afterwards.run();
            }
        }
    }

    /** What the work that begins now answers; below 0 if there is no more to do. */
    private long ticket() {
        lock.lock();
        try {
            return closed ? -1 : asked;
        } finally {
            lock.unlock();
        }
    }

    /** Tells that the work is done, and waits until there is more. */
    private long deliver(long ticket) {
        lock.lock();
        try {
            answered = ticket;
            done.signalAll();
            rest();
            return closed ? -1 : asked;
        } finally {
            lock.unlock();
        }
    }

    private boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    /** Until somebody asks, or it is time again. */
    private void rest() {
        long left = paceNanos.getAsLong();
        while (answered == asked && left > 0 && !closed) {
            try {
                if (left == Long.MAX_VALUE) {
                    wanted.await();
                } else {
                    left = wanted.awaitNanos(left);
                }
            } catch (InterruptedException e) {
                LOGGER.debug("{}: interrupted by somebody else, and goes on", name);
            }
        }
    }

    @Override
    public void close() {
        boolean idle;
        lock.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            idle = thread == null || !thread.isAlive();
            wanted.signalAll();
            done.signalAll();
        } finally {
            lock.unlock();
        }
        if (idle) {
            afterwards.run();
        }
    }

    /** Waits for the thread to end, for tests. */
    boolean ended(long seconds) throws InterruptedException {
        Thread running = thread;
        if (running != null) {
            running.join(TimeUnit.SECONDS.toMillis(seconds));
        }
        return running == null || !running.isAlive();
    }
}
