package io.scaph.api.scope;

/**
 * A piece of a program that is being measured: from when it is opened until it is closed. Any number may be open at the same
 * time, nested or not; each counts for itself. May be closed by another thread than opened it: then what the thread used is
 * not known. Safe for use by several threads.
 */
public interface Scope extends AutoCloseable {
    /**
     * What it is called.
     *
     * @return the name that it was opened with; may be empty
     */
    String name();

    /**
     * What was used since it was opened: up to now, or up to when it was closed.
     *
     * @return the energy, with what is to be known about it; never throws
     */
    ScopeEnergy energy();

    /** Ends it; does nothing the second time. Never throws, and leaves a pending interrupt alone. */
    @Override
    void close();
}
