package io.scaph.api.internal.scope;

import io.scaph.api.internal.plugin.PluginGuard;
import io.scaph.api.internal.thread.BackgroundThreads;
import io.scaph.api.scope.ScopeEnergy;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes the energy of closed scopes to a listener, on its own thread: a scope is closed on a thread of the application, which
 * must not wait. If a listener can't keep up, results are lost and this is logged. Safe for use by several threads.
 */
public final class ScopeDelivery implements AutoCloseable {
    private static final int MOST_WAITING = 10_000;
    private static final long LOOK_MILLIS = 100;
    private static final long CLOSE_WAIT_MILLIS = 2_000;

    private final BlockingQueue<LiveScope> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final AtomicLong lost = new AtomicLong();
    private final Consumer<? super ScopeEnergy> listener;
    private final Logger logger;
    private final PluginGuard guard;
    private final Thread thread;
    private volatile boolean closed;
    private volatile boolean abandoned;

    /**
     * Starts to call a listener.
     *
     * @param listener what to call
     */
    public ScopeDelivery(Consumer<? super ScopeEnergy> listener) {
        this(listener, LoggerFactory.getLogger(ScopeDelivery.class));
    }

    ScopeDelivery(Consumer<? super ScopeEnergy> listener, Logger logger) {
        this.listener = listener;
        this.logger = logger;
        guard = new PluginGuard(logger, "the scope listener");
        thread = BackgroundThreads.create("scaph-scopes", this::run);
        thread.start();
    }

    /** Takes a closed scope; never waits. After {@link #close()} the scope would stay in the queue for ever. */
    void deliver(LiveScope scope) {
        if (!closed && !waiting.offer(scope) && lost.getAndIncrement() == 0) {
            logger.warn("the scope listener can't keep up: results are lost while {} wait", MOST_WAITING);
        }
    }

    private void run() {
        while (!abandoned && !(closed && waiting.isEmpty())) {
            LiveScope scope = poll();
            if (scope != null) {
                guard.serve(() -> listener.accept(scope.energy()));
                reportLost();
            }
        }
    }

    private @Nullable LiveScope poll() {
        try {
            return waiting.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            logger.trace("interrupted", e);
            return null;
        }
    }

    private void reportLost() {
        if (waiting.isEmpty()) {
            long missed = lost.getAndSet(0);
            if (missed > 0) {
                logger.warn("{} results of scopes were lost", missed);
            }
        }
    }

    /** Delivers what waits, for at most 2 s, and ends. */
    @Override
    public void close() {
        closed = true;
        if (Thread.currentThread() == thread) {
            return;
        }
        if (!BackgroundThreads.join(thread, CLOSE_WAIT_MILLIS)) {
            abandoned = true;
            int left = waiting.size();
            waiting.clear();
            logger.warn("the scope listener takes too long: it is interrupted, and {} results are lost", left);
            thread.interrupt();
        }
    }
}
