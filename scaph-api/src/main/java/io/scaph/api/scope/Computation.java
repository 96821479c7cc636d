package io.scaph.api.scope;

/**
 * A block of code to measure that returns a result ({@link io.scaph.api.Monitor#compute}).
 *
 * @param <T> the type of the result
 * @param <X> the type of exception that it may throw
 */
@FunctionalInterface
public interface Computation<T, X extends Exception> {
    /**
     * Computes the result.
     *
     * @return the result
     * @throws X if the computation fails
     */
    T compute() throws X;
}
