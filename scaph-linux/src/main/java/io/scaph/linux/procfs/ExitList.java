package io.scaph.linux.procfs;

import java.util.ArrayList;
import java.util.List;

/** Processes that ended, in the order in which they did. Not safe for use by several threads. */
public final class ExitList {
    /** Those beyond that are charged to their parents, as where nobody tells of ends. */
    private static final int MAX = 50_000;

    /**
     * One process.
     *
     * @param pid its pid
     * @param parentPid the pid of its parent when it ended
     * @param uid its real user
     * @param name its name
     * @param startSeconds when it started, in seconds since 1970
     * @param cpuNanos the CPU time of all its threads, up to the last tick or switch before its end, in ns
     */
    public record Exit(int pid, int parentPid, long uid, String name, long startSeconds, long cpuNanos) {}

    private final List<Exit> exits = new ArrayList<>();

    public void add(Exit exit) {
        if (exits.size() < MAX) {
            exits.add(exit);
        }
    }

    public int size() {
        return exits.size();
    }

    public Exit get(int index) {
        return exits.get(index);
    }

    /** Keeps one of them for later: so many are kept already. */
    public void keep(int index, int kept) {
        exits.set(kept, exits.get(index));
    }

    /** Forgets all but the first ones. */
    public void truncate(int count) {
        exits.subList(count, exits.size()).clear();
    }
}
