package io.scaph.api.internal.ledger;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Finds the line of a process by its pid: of one that lives, or that ended in the present pass. A pid that two of them have
 * is nobody's, for nobody can tell which of the two was meant. Made anew for a pass in which somebody asks, so that it holds
 * nobody who is gone; allocates only to grow.
 */
final class PidIndex {
    private static final long NONE = -1;
    private static final int SMALLEST = 64;
    /** 2^64 divided by the golden ratio: spreads pids, which are mostly neighbours. */
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private long[] pids = new long[SMALLEST];
    private @Nullable Line[] lines = new @Nullable Line[SMALLEST];

    /**
     * Takes in who is there.
     *
     * @param living those who live
     * @param ended those who ended, in the order of their ends
     * @param pass the present pass
     */
    void fill(Lines living, Lines ended, long pass) {
        makeRoom(2 * (living.size() + ended.size()));
        Arrays.fill(pids, NONE);
        Arrays.fill(lines, null);
        for (int i = 0; i < living.size(); i++) {
            add(living.get(i));
        }
        for (int i = ended.size() - 1; i >= 0 && ended.get(i).endedPass == pass; i--) {
            add(ended.get(i));
        }
    }

    private void makeRoom(int wanted) {
        if (pids.length < wanted) {
            int size = Integer.highestOneBit(wanted - 1) << 1;
            pids = new long[size];
            lines = new @Nullable Line[size];
        }
    }

    private void add(Line line) {
        long pid = line.process.pid();
        if (pid >= 0) {
            int slot = slot(pid);
            lines[slot] = pids[slot] == NONE ? line : null;
            pids[slot] = pid;
        }
    }

    /** The line of the process that has this pid; null if there is none, or it can't be told which. */
    @Nullable
    Line find(long pid) {
        return pid < 0 ? null : lines[slot(pid)];
    }

    /** Where a pid is, or would be. At most half of the slots are in use. */
    private int slot(long pid) {
        int last = pids.length - 1;
        int slot = (int) ((pid * SPREAD) >>> (Long.SIZE / 2)) & last;
        while (pids[slot] != pid && pids[slot] != NONE) {
            slot = (slot + 1) & last;
        }
        return slot;
    }
}
