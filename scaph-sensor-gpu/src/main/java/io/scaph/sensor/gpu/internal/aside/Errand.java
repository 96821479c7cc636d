package io.scaph.sensor.gpu.internal.aside;

/** A piece of work that can be asked for again and again, and that may be done elsewhere. Asked from one thread at a time. */
public interface Errand extends AutoCloseable {
    /** Asks for the work to be done from now on; what is under way does not count. */
    void ask();

    /**
     * Waits for what was asked for last.
     *
     * @param nanos how long at most, in ns of real time
     * @return whether it is done
     */
    boolean await(long nanos);

    /** Ends it. Does not wait for work that is under way. */
    @Override
    void close();

    /**
     * Work that is done by whoever asks, while he waits.
     *
     * @param work what to do
     * @param afterwards what to do when it is closed
     * @return the errand
     */
    static Errand here(Runnable work, Runnable afterwards) {
        return new Errand() {
            @Override
            public void ask() {
                work.run();
            }

            @Override
            public boolean await(long nanos) {
                return true;
            }

            @Override
            public void close() {
                afterwards.run();
            }
        };
    }
}
