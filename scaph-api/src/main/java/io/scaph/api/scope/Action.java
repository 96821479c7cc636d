package io.scaph.api.scope;

/**
 * Something to measure.
 *
 * @param <X> what it may throw
 */
@FunctionalInterface
public interface Action<X extends Exception> {
    /**
     * Does it.
     *
     * @throws X as it likes
     */
    void run() throws X;
}
