package io.scaph.linux.process;

import io.scaph.linux.process.ProcessTable.Entry;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The processes that are known, in ascending order of pids; without garbage. Not safe for use by several threads. */
final class ProcessEntries {
    private Entry[] entries = new Entry[0];
    private int size;
    private Entry[] next = new Entry[0];
    private int nextSize;

    int size() {
        return size;
    }

    Entry get(int index) {
        return entries[index];
    }

    /** The process of that pid, if it is known. */
    @Nullable
    Entry find(int pid) {
        int low = 0;
        int high = size - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int found = entries[middle].pid();
            if (found == pid) {
                return entries[middle];
            }
            if (found < pid) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return null;
    }

    /**
     * Begins the next list, which takes the place of this one with {@link #replace()}.
     *
     * @param most the most that there will be
     */
    void beginNext(int most) {
        if (next.length < most) {
            next = new Entry[most * 3 / 2];
        }
        nextSize = 0;
    }

    /** Adds to the next list; in ascending order of pids. */
    void addNext(Entry entry) {
        next[nextSize++] = entry;
    }

    /** Replaces this list by the next one. */
    void replace() {
        // The free array keeps no process in memory.
        Arrays.fill(entries, 0, size, null);
        Entry[] free = entries;
        entries = next;
        size = nextSize;
        next = free;
    }
}
