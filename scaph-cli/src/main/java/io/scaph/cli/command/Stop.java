package io.scaph.cli.command;

import org.jspecify.annotations.Nullable;

/**
 * Stops a task by an interrupt of the thread that runs it. If it is requested earlier, it takes effect when the task starts, so
 * that the output is still complete. Safe for use by several threads.
 */
public final class Stop {
    private @Nullable Thread running;
    private boolean requested;

    /**
     * A task that runs until it ends or is stopped.
     *
     * @param <T> its result
     * @param <E> what it throws
     * @param <F> what else it throws
     */
    @FunctionalInterface
    public interface Task<T, E extends Exception, F extends Exception> {
        /** Runs it. */
        T run() throws E, F;
    }

    /** Requests the end. */
    public synchronized void request() {
        requested = true;
        if (running != null) {
            running.interrupt();
        }
    }

    /** Runs a task that an interrupt ends, and clears the interrupt afterwards. */
    public <T, E extends Exception, F extends Exception> T run(Task<T, E, F> task) throws E, F {
        begin();
        try {
            return task.run();
        } finally {
            end();
        }
    }

    private synchronized void begin() {
        running = Thread.currentThread();
        if (requested) {
            running.interrupt();
        }
    }

    private synchronized void end() {
        running = null;
        boolean interrupted = Thread.interrupted();
        requested |= interrupted;
    }
}
