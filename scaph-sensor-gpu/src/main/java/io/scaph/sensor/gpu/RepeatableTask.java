package io.scaph.sensor.gpu;

import java.util.function.LongSupplier;

/** Work that can be requested again and again, and that another thread may do. Used by one thread at a time. */
interface RepeatableTask extends AutoCloseable {
    /** Requests a run that starts from now on. A run in progress does not count. */
    void request();

    /**
     * Waits for the run that was requested last.
     *
     * @param nanos the longest time to wait, in ns
     * @return whether it has ended
     */
    boolean await(long nanos);

    /** Ends the task. Does not wait for a run in progress. */
    @Override
    void close();

    /** Creates tasks. */
    @FunctionalInterface
    interface Factory {
        /**
         * Creates a task.
         *
         * @param name the name of its thread
         * @param work what a run does
         * @param pauseNanos the pause after a run before the next one that is not requested, in ns; {@link Long#MAX_VALUE}
         *     for none
         * @param onClosed called once the task is closed and no run is in progress
         * @return the task
         */
        RepeatableTask create(String name, Runnable work, LongSupplier pauseNanos, Runnable onClosed);
    }
}
