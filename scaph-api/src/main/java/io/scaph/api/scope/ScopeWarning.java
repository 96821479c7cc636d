package io.scaph.api.scope;

/** A reason why the energy of a scope is less certain than its range shows. */
public enum ScopeWarning {
    /**
     * The scope was too short for the counters, which move in steps of 1 ms or more. The energy is computed from the power
     * just before and the duration, or the CPU time. To measure such work, repeat it within the scope.
     */
    TOO_SHORT("too short for the counters: computed from the power just before"),
    /** Energy was lost while the scope was open, or counters could not be read at its start or end. */
    GAP("the counters have a gap: some energy is not known"),
    /**
     * The policy divides energy by the CPU time of all processes, and that of other processes is unknown. Energy is divided by
     * capacity instead.
     */
    OTHERS_UNKNOWN("the CPU time of other processes is unknown: shared by capacity"),
    /**
     * The CPU time of the thread is unknown. It is a virtual thread, whose CPU time the JVM does not count; or another thread
     * closed the scope; or this JVM does not measure the CPU time of threads.
     */
    THREAD_UNKNOWN("the CPU time of the thread is not known"),
    /** The monitor was closed before the scope was. */
    MONITOR_CLOSED("the monitor was closed before the end");

    private final String text;

    ScopeWarning(String text) {
        this.text = text;
    }

    /**
     * Returns what the warning means.
     *
     * @return a short text for people
     */
    public String text() {
        return text;
    }
}
