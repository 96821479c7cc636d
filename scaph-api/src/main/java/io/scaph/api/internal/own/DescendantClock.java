package io.scaph.api.internal.own;

import java.io.IOException;

/** Reads the CPU time of all descendants of this process, while it is open. For use by one thread. */
public interface DescendantClock extends AutoCloseable {
    /**
     * The CPU time of all descendants, including ended ones, as far as it is known.
     *
     * @return ns since it was opened. Time can be reported a moment late while children are being waited for, never twice
     * @throws IOException if it can't be read; the message names the thing
     */
    long nanos() throws IOException;

    /**
     * How many descendants were running at the last reading.
     *
     * @return 0 if none was
     */
    int running();

    /** Releases what is held; does nothing the second time. */
    @Override
    void close();
}
