package io.scaph.api.internal.scope;

import io.scaph.api.internal.plugin.PluginGuard;
import io.scaph.api.internal.thread.BackgroundThreads;
import io.scaph.api.scope.ScopeEnergy;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
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
    private static final long CLOSE_WAIT_MILLIS = 2_000;

    private final BlockingQueue<Runnable> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final ThreadPoolExecutor calls =
            new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, waiting, this::createThread, (call, pool) -> lose(pool));
    private final AtomicLong lost = new AtomicLong();
    private final Consumer<? super ScopeEnergy> listener;
    private final Logger logger;
    private final PluginGuard guard;
    /** Null until a scope is delivered. */
    private volatile @Nullable Thread thread;

    /**
     * Prepares to call a listener.
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
    }

    private Thread createThread(Runnable task) {
        Thread created = BackgroundThreads.create("scaph-scopes", task);
        thread = created;
        return created;
    }

    /** Takes a closed scope; never waits. A scope that is closed after {@link #close()} is not delivered. */
    void deliver(LiveScope scope) {
        calls.execute(() -> call(scope));
    }

    private void call(LiveScope scope) {
        guard.serve(() -> listener.accept(scope.energy()));
        long missed = waiting.isEmpty() ? lost.getAndSet(0) : 0;
        if (missed > 0) {
            logger.warn("{} results of scopes were lost", missed);
        }
    }

    private void lose(ThreadPoolExecutor pool) {
        if (!pool.isShutdown() && lost.getAndIncrement() == 0) {
            logger.warn("the scope listener can't keep up: results are lost while {} wait", MOST_WAITING);
        }
    }

    /** Delivers what waits, for at most 2 s, and ends. */
    @Override
    public void close() {
        calls.shutdown();
        Thread caller = thread;
        if (caller != null && caller != Thread.currentThread() && !BackgroundThreads.join(caller, CLOSE_WAIT_MILLIS)) {
            int left = calls.shutdownNow().size();
            logger.warn("the scope listener takes too long: it is interrupted, and {} results are lost", left);
        }
    }
}
