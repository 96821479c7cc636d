package io.scaph.api.scope;

/**
 * Something to measure that answers.
 *
 * @param <T> the type of the answer
 * @param <X> what it may throw
 */
@FunctionalInterface
public interface Computation<T, X extends Exception> {
    /**
     * Computes.
     *
     * @return the answer
     * @throws X as it likes
     */
    T compute() throws X;
}
