package io.scaph.api.internal.own;

/** The CPU time of this process and of its threads; a simulated one in tests. Safe for use by several threads. */
public interface CpuClocks {
    /** Clocks that are all unknown. */
    CpuClocks UNKNOWN = new CpuClocks() {};

    /**
     * The CPU time that all threads of this process have used, including ended threads.
     *
     * @return ns, since some fixed moment; below 0 if it is not known
     */
    default long processNanos() {
        return -1;
    }

    /**
     * The CPU time that the calling thread has used.
     *
     * @return ns, since some fixed moment; below 0 if it is not known, as for a virtual thread
     */
    default long threadNanos() {
        return -1;
    }
}
