package io.scaph.api.scope;

/**
 * A block of code to measure ({@link io.scaph.api.Monitor#measure}).
 *
 * @param <X> the type of exception that it may throw
 */
@FunctionalInterface
public interface Action<X extends Exception> {
    /**
     * Runs the block.
     *
     * @throws X if the block fails
     */
    void run() throws X;
}
