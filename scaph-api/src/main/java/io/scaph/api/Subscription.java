package io.scaph.api;

/** The registration of a listener, which ends its calls. Safe for use by several threads. */
public interface Subscription extends AutoCloseable {
    /**
     * Ends the calls. The listener is called a last time for the time since the last call. Waits at most 2 s for that call,
     * then interrupts the listener. If the listener itself calls this method, the last call comes after it has returned. Does
     * nothing the second time.
     */
    @Override
    void close();
}
