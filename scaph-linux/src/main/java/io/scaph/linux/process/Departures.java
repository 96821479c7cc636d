package io.scaph.linux.process;

import io.scaph.api.spi.WorkloadSource;
import io.scaph.linux.procfs.ExitList;
import io.scaph.linux.procfs.ProcessAccess;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Who ended in a pass: known processes that are gone, and, where the kernel tells of ends, those that came and went between
 * two passes. Not safe for use by several threads.
 */
final class Departures {
    private final ProcessAccess access;
    private final Descriptions descriptions;
    private final ReapedTime reaped;
    private final ProcessEntries living;
    private final List<ProcessEntry> ended = new ArrayList<>();
    /** The first of each pid. */
    private final Map<Integer, ProcessEntry> byPid = new HashMap<>();

    private final ExitList exits = new ExitList();

    Departures(ProcessAccess access, Descriptions descriptions, ReapedTime reaped, ProcessEntries living) {
        this.access = access;
        this.descriptions = descriptions;
        this.reaped = reaped;
        this.living = living;
    }

    /** A known process is gone. */
    void end(ProcessEntry entry) {
        if (!entry.gone) {
            entry.gone = true;
            add(entry);
            reaped.ended(entry);
        }
    }

    private void add(ProcessEntry entry) {
        ended.add(entry);
        byPid.putIfAbsent(entry.pid, entry);
    }

    boolean isEmpty() {
        return ended.isEmpty();
    }

    /** Takes what the kernel tells; answers with how many ends are told and not dealt with. */
    int drain() {
        access.exits(exits);
        return exits.size();
    }

    /**
     * Deals with the ends that were told.
     *
     * @param before so many were told before the list was made: whoever of them is in no list was never seen. Others may be
     *     in the next one, if nobody waits for them until then
     * @param pass the number of this pass
     * @param counting false in the first pass: what ended before it is not counted
     */
    void settle(int before, int pass, boolean counting) {
        drain();
        int kept = 0;
        for (int i = 0; i < exits.size(); i++) {
            ExitList.Exit exit = exits.get(i);
            ProcessEntry entry = byPid.get(exit.pid());
            if (entry == null) {
                entry = living.find(exit.pid());
            }
            if (entry != null) {
                entry.finalNanos = exit.cpuNanos();
            } else if (i >= before) {
                exits.keep(i, kept++);
            } else if (counting && exit.cpuNanos() > 0) {
                add(unseen(exit, pass));
            }
        }
        exits.truncate(kept);
        for (int i = 0; i < ended.size(); i++) {
            ProcessEntry entry = ended.get(i);
            if (entry.parent == null) {
                ProcessEntry parent = living.find(entry.parentPid);
                entry.parent = parent == null ? byPid.get(entry.parentPid) : parent;
            }
            if (entry.finalNanos > entry.toldNanos) {
                reaped.told(entry, entry.finalNanos - entry.toldNanos);
                entry.toldNanos = entry.finalNanos;
            }
        }
    }

    private ProcessEntry unseen(ExitList.Exit exit, int pass) {
        ProcessEntry entry = new ProcessEntry(exit.pid(), 0, 0, pass, descriptions.describe(exit), new byte[0]);
        entry.parentPid = exit.parentPid();
        entry.finalNanos = exit.cpuNanos();
        entry.started = true;
        entry.gone = true;
        entry.unseen = true;
        return entry;
    }

    /** Tells those of whom all is known, and forgets them. */
    void tell(WorkloadSource.Visitor visitor) {
        for (int i = 0; i < ended.size(); i++) {
            ProcessEntry entry = ended.get(i);
            if (entry.finalNanos > 0) {
                visitor.ended(descriptions.ended(entry), entry.toldNanos, entry.started);
            }
        }
        ended.clear();
        byPid.clear();
    }
}
