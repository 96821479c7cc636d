package io.scaph.linux.procfs;

import java.util.Arrays;

/**
 * The pids that a {@code /proc} lists, in ascending order. Refilled without allocation. Not safe for use by several
 * threads.
 */
public final class PidList {
    private static final int INITIAL = 256;

    private int[] pids = new int[INITIAL];
    private int size;

    /** Removes all. */
    public void clear() {
        size = 0;
    }

    /**
     * Adds a process.
     *
     * @param pid its pid
     */
    public void add(int pid) {
        if (size == pids.length) {
            pids = Arrays.copyOf(pids, size * 2);
        }
        pids[size++] = pid;
    }

    /** Sorts the pids; called after the last {@link #add}. */
    public void sort() {
        Arrays.sort(pids, 0, size);
    }

    /**
     * Returns the number of processes.
     *
     * @return the number
     */
    public int size() {
        return size;
    }

    /**
     * Returns a pid.
     *
     * @param index its index
     * @return the pid
     */
    public int pid(int index) {
        return pids[index];
    }
}
