package io.scaph.api;

/** The registration of a listener, which ends its calls. Safe for use by several threads. */
public interface Subscription extends AutoCloseable {
    /**
     * Ends the calls. The listener is called once more for the time since the last call. Waits for that for at most 2 s, then
     * interrupts the listener. If the listener itself calls this method, the last call comes after it has returned. Does nothing
     * the second time.
     */
    @Override
    void close();
}
