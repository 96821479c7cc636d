package io.scaph.api.internal.ledger;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Finds the line of a process by its pid, if it lives or ended in the present pass. A pid that two of them have finds none,
 * as it is unknown which of the two was meant. Filled again at the first search of each pass, so that it holds no process
 * that is gone; allocates only to grow.
 */
final class PidIndex {
    private static final long NONE = -1;
    private static final int SMALLEST = 64;
    /** 2^64 divided by the golden ratio: spreads pids, which are mostly neighbours. */
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private final Lines living;
    private final Lines ended;
    private long pass;
    private boolean filled;
    private long[] pids = new long[SMALLEST];
    private @Nullable Line[] lines = new @Nullable Line[SMALLEST];

    PidIndex(Lines living, Lines ended) {
        this.living = living;
        this.ended = ended;
    }

    void beginPass(long number) {
        pass = number;
        filled = false;
    }

    private void fill() {
        makeRoom(2 * (living.size() + ended.size()));
        Arrays.fill(pids, NONE);
        Arrays.fill(lines, null);
        for (int i = 0; i < living.size(); i++) {
            add(living.get(i));
        }
        for (int i = ended.size() - 1; i >= 0 && ended.get(i).endedIn(pass); i--) {
            add(ended.get(i));
        }
        filled = true;
    }

    private void makeRoom(int wanted) {
        if (pids.length < wanted) {
            int size = Integer.highestOneBit(wanted - 1) << 1;
            pids = new long[size];
            lines = new @Nullable Line[size];
        }
    }

    private void add(Line line) {
        long pid = line.process().pid();
        if (pid >= 0) {
            int slot = slot(pid);
            lines[slot] = pids[slot] == NONE ? line : null;
            pids[slot] = pid;
        }
    }

    /** The line of the process that has this pid; null if there is none, or it can't be told which. */
    @Nullable
    Line find(long pid) {
        if (!filled) {
            fill();
        }
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
