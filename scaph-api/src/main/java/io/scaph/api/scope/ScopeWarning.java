package io.scaph.api.scope;

/** What makes the energy of a scope less than a measurement. */
public enum ScopeWarning {
    /**
     * Too short for the counters, which move in steps of 1 ms and more: the energy is the CPU time, or the time, at the
     * power of the last moments. Repeat the work within the scope.
     */
    TOO_SHORT("too short for the counters: computed from the power just before"),
    /** Energy was lost within the scope, or counters could not be read at its beginning or end. */
    GAP("the counters have a gap: some energy is not known"),
    /** The policy shares energy by the use of all, and nobody could tell what others used: shared by capacity. */
    OTHERS_UNKNOWN("what others used is not known: shared by capacity"),
    /**
     * The CPU time of the thread is not known: it is a virtual thread, whose CPU time the JVM does not count, or the scope
     * was closed by another thread, or this JVM does not measure it.
     */
    THREAD_UNKNOWN("the CPU time of the thread is not known"),
    /** The monitor was closed before the scope was. */
    MONITOR_CLOSED("the monitor was closed before the end");

    private final String text;

    ScopeWarning(String text) {
        this.text = text;
    }

    /**
     * What it means.
     *
     * @return some words for people
     */
    public String text() {
        return text;
    }
}
