package io.scaph.api.internal.own;

import java.io.IOException;

/** Tells what all that this process has started used, and what that started, for as long as it is open. For one thread. */
public interface DescendantClock extends AutoCloseable {
    /**
     * The CPU time of all descendants, those that ended as well, as far as they can be known.
     *
     * @return ns since it was opened. While children are being waited for it may be told a moment late, never twice
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
