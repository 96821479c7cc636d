package io.scaph.linux.process;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The processes that are known, in ascending order of pids; without garbage. Not safe for use by several threads. */
final class ProcessEntries {
    private ProcessEntry[] entries = new ProcessEntry[0];
    private int size;
    private ProcessEntry[] next = new ProcessEntry[0];
    private int nextSize;

    int size() {
        return size;
    }

    ProcessEntry get(int index) {
        return entries[index];
    }

    /** Puts another process in the place of one with the same pid. */
    void set(int index, ProcessEntry entry) {
        entries[index] = entry;
    }

    /** The process of that pid, if it is known. */
    @Nullable
    ProcessEntry find(int pid) {
        int low = 0;
        int high = size - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int found = entries[middle].pid;
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
     * @param most how many there will be at most
     */
    void beginNext(int most) {
        if (next.length < most) {
            next = new ProcessEntry[most * 3 / 2];
        }
        nextSize = 0;
    }

    /** Adds to the next list; in ascending order of pids. */
    void addNext(ProcessEntry entry) {
        next[nextSize++] = entry;
    }

    /** From now on the next list is this one. */
    void replace() {
        // Nobody is held on to by the array that is free now.
        Arrays.fill(entries, 0, size, null);
        ProcessEntry[] free = entries;
        entries = next;
        size = nextSize;
        next = free;
    }

    /** Forgets those who are gone. */
    void removeGone() {
        int kept = 0;
        for (int i = 0; i < size; i++) {
            ProcessEntry entry = entries[i];
            if (!entry.gone) {
                entries[kept++] = entry;
            }
        }
        Arrays.fill(entries, kept, size, null);
        size = kept;
    }

    void clear() {
        Arrays.fill(entries, null);
        size = 0;
    }
}
