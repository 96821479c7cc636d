package io.scaph.api.scope;

/**
 * A part of a program that is measured from when the scope is opened until it is closed. Any number of scopes can be open at
 * the same time, nested or not. Each is measured separately. Another thread than the one that opened the scope may close it;
 * the energy of the thread is then unknown. Safe for use by several threads.
 */
public interface Scope extends AutoCloseable {
    /**
     * Returns the name.
     *
     * @return the name that the scope was opened with; may be empty
     */
    String name();

    /**
     * Returns what was used since the scope was opened: until it was closed, or until now if it is still open. Never throws.
     *
     * @return the energy, with its range, quality and warnings
     */
    ScopeEnergy energy();

    /** Closes the scope. Does nothing if it is closed already. Never throws, and keeps a pending interrupt pending. */
    @Override
    void close();
}
