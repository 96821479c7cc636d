package io.scaph.api.internal.thread;

import io.scaph.api.scope.Computation;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Makes the threads of scaph. Each is a daemon with a name, and inherits neither a context class loader nor thread locals: in a
 * server, either would keep an undeployed application in memory. Safe for use by several threads.
 */
public final class BackgroundThreads {
    private BackgroundThreads() {}

    /**
     * Makes a thread.
     *
     * @param name its name
     * @param task what it runs
     * @return the thread, not started
     */
    public static Thread create(String name, Runnable task) {
        Thread thread = new Thread(null, task, name, 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(BackgroundThreads.class.getClassLoader());
        return thread;
    }

    /**
     * Starts a thread.
     *
     * @param name its name
     * @param task what it runs
     * @return the running thread
     */
    public static Thread start(String name, Runnable task) {
        Thread thread = create(name, task);
        thread.start();
        return thread;
    }

    /**
     * Makes a factory for the threads of a pool.
     *
     * @param name the beginning of their names; a number follows
     * @return the factory
     */
    public static ThreadFactory factory(String name) {
        AtomicInteger count = new AtomicInteger();
        return task -> create(name + "-" + count.getAndIncrement(), task);
    }

    /**
     * Runs work on a separate thread and waits for it. The work does not see an interrupt that came before; one that comes
     * while it runs is passed on. In both cases the caller is interrupted afterwards.
     *
     * @param name the thread's name
     * @param work what to do
     * @param <T> the type of its result
     * @param <X> what it may throw
     * @return the result
     * @throws X if the work throws it
     */
    public static <T, X extends Exception> T call(String name, Computation<T, X> work) throws X {
        boolean interrupted = Thread.interrupted();
        FutureTask<T> task = new FutureTask<>(work::compute);
        Thread thread = start(name, task);
        try {
            while (true) {
                try {
                    return task.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                    thread.interrupt();
                }
            }
        } catch (ExecutionException e) {
            throw BackgroundThreads.<X>asDeclared(e.getCause());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /**
     * Waits for a thread to end, even if the caller is interrupted. The caller is still interrupted afterwards.
     *
     * @param thread the thread to wait for
     * @param millis the longest time to wait, in ms
     * @return whether it has ended
     */
    public static boolean join(Thread thread, long millis) {
        boolean interrupted = false;
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        try {
            for (long left = millis; thread.isAlive() && left > 0; left = left(deadline)) {
                try {
                    thread.join(left);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        return !thread.isAlive();
    }

    private static long left(long deadlineNanos) {
        return TimeUnit.NANOSECONDS.toMillis(deadlineNanos - System.nanoTime());
    }

    /** Work throws only the exceptions that it declares and unchecked ones. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <X extends Throwable> X asDeclared(@Nullable Throwable thrown) throws X {
        throw (X) thrown;
    }
}
