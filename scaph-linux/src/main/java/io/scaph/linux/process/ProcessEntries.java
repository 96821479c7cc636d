package io.scaph.linux.process;

import io.scaph.linux.process.ProcessTable.ProcessEntry;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The known processes, in ascending order of pids; allocates nothing. Not safe for use by several threads. */
final class ProcessEntries {
    private List<ProcessEntry> entries = new ArrayList<>();
    private List<ProcessEntry> next = new ArrayList<>();
    /** The index after the process that was found last: most look-ups are in ascending order. */
    private int likely;

    int size() {
        return entries.size();
    }

    ProcessEntry get(int index) {
        return entries.get(index);
    }

    /** The process with that pid, if it is known. */
    @Nullable
    ProcessEntry find(int pid) {
        int low = 0;
        int high = entries.size() - 1;
        int middle = likely;
        while (low <= high) {
            ProcessEntry found = entries.get(middle);
            if (found.pid() == pid) {
                likely = Math.min(middle + 1, entries.size() - 1);
                return found;
            }
            if (found.pid() < pid) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
            middle = (low + high) >>> 1;
        }
        return null;
    }

    /** Adds to the next list, in ascending order of pids. */
    void addNext(ProcessEntry entry) {
        next.add(entry);
    }

    /** Replaces this list by the next one. */
    void replace() {
        List<ProcessEntry> free = entries;
        entries = next;
        free.clear();
        next = free;
        likely = 0;
    }
}
