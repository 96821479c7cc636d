package io.scaph.linux.procfs;

/**
 * Tells whether a process may have come since the last pass, without listing them all: Linux gives out pids in ascending
 * order, to threads as well, and tells the last one. So whoever came has a pid between two of those, and most are threads
 * or over already. A pid after the other is tried twice, in two passes, since it is given out a moment before its process
 * can be found.
 *
 * <p>Where pids were given out in another order (they began again at the lowest; somebody set the next one; a process was
 * restored with the pid that it had) they do not explain the number of forks, and the answer is that there may be some.
 * So it is in a pid namespace below the first, whose last pid knows nothing of forks elsewhere. Not safe for use by several
 * threads.
 */
final class Newcomers {
    /** Trying a pid costs about what an entry of a list does; with as many to try as there are processes the list is surer. */
    private static final int MIN_TRIES = 64;

    private final ProcessAccess access;
    private int last = -1;
    private int beforeLast = -1;
    private long forks = -1;

    Newcomers(ProcessAccess access) {
        this.access = access;
    }

    /** Tells whether there is a process. */
    @FunctionalInterface
    interface Known {
        /** Whether the table has it. */
        boolean has(int pid);
    }

    /**
     * Asks; to be called once in each pass.
     *
     * @param lastPid the last pid given out, read before the number of forks; below 0 if it is not known
     * @param forksNow how many forks there were; below 0 if it is not known
     * @param known who is known, and how many
     * @param count how many are known
     * @return false if nobody has come
     */
    boolean possible(int lastPid, long forksNow, Known known, int count) {
        int from = last;
        int first = beforeLast;
        long forked = forksNow - forks;
        beforeLast = last;
        last = lastPid;
        forks = forksNow;
        if (lastPid < 0 || forksNow < 0) {
            // What is not told can't stand still.
            return forked != 0 || forksNow < 0;
        }
        if (first < 0 || from < first || lastPid < from || lastPid - from < forked) {
            return true;
        }
        return lastPid - first > Math.max(MIN_TRIES, count / 2) || anyOf(first + 1, from, lastPid, known);
    }

    private boolean anyOf(int first, int met, int lastPid, Known known) {
        for (int pid = first; pid <= lastPid; pid++) {
            // One that is known under a pid given out just now is somebody else.
            if (known.has(pid) ? pid > met : access.cpuNanos(pid) >= 0) {
                return true;
            }
        }
        return false;
    }
}
