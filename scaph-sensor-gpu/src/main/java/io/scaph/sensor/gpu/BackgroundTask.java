package io.scaph.sensor.gpu;

import io.scaph.api.internal.plugin.PluginGuard;
import io.scaph.api.internal.thread.BackgroundThreads;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A task with a daemon thread of its own, which starts with the first request. A call into a driver may take milliseconds, or
 * never return; then that thread alone hangs.
 */
final class BackgroundTask implements RepeatableTask {
    private static final Logger LOGGER = LoggerFactory.getLogger(BackgroundTask.class);

    private final PluginGuard guard;
    private final PluginGuard.Call work;
    private final LongSupplier pauseNanos;
    private final ScheduledThreadPoolExecutor executor;
    /** The run that was requested last; null before the first request. */
    private @Nullable Future<?> requested;
    // Guarded by this.
    private boolean isPending;
    private @Nullable Future<?> unrequested;

    /**
     * Creates a task, as {@link RepeatableTask.Factory} does.
     *
     * @param name the name of its thread
     * @param work what a run does
     * @param pauseNanos the pause before a run that is not requested, in ns
     * @param onClosed called once the task is closed and no run is in progress
     */
    BackgroundTask(String name, Runnable work, LongSupplier pauseNanos, Runnable onClosed) {
        guard = new PluginGuard(LOGGER, name);
        this.work = work::run;
        this.pauseNanos = pauseNanos;
        executor = new ScheduledThreadPoolExecutor(1, task -> BackgroundThreads.create(name, task)) {
            @Override
            protected void terminated() {
                onClosed.run();
            }
        };
        executor.setRemoveOnCancelPolicy(true);
    }

    @Override
    public synchronized void request() {
        if (executor.isShutdown() || isPending) {
            return;
        }
        if (unrequested != null) {
            unrequested.cancel(false);
        }
        isPending = true;
        requested = executor.submit(this::runRequested);
    }

    private void runRequested() {
        synchronized (this) {
            isPending = false;
        }
        run();
    }

    private void run() {
        guard.run(work);
        long pause = pauseNanos.getAsLong();
        synchronized (this) {
            if (pause < Long.MAX_VALUE && !isPending && !executor.isShutdown()) {
                unrequested = executor.schedule(this::run, pause, TimeUnit.NANOSECONDS);
            }
        }
    }

    @Override
    public boolean await(long nanos) {
        Future<?> run = requested;
        if (run == null) {
            return true;
        }
        long deadline = System.nanoTime() + nanos;
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    run.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                    return true;
                } catch (InterruptedException e) {
                    // A reading continues; its thread is interrupted again afterwards.
                    interrupted = true;
                } catch (TimeoutException | ExecutionException e) {
                    return false;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public synchronized void close() {
        executor.getQueue().clear();
        executor.shutdown();
    }
}
