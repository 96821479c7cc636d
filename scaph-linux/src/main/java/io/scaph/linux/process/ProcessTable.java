package io.scaph.linux.process;

import io.scaph.linux.description.ProcessDescriptions.ProcessDescription;
import io.scaph.linux.procfs.ProcessExit;
import io.scaph.linux.procfs.ProcessStat;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The processes after a pass, and what that pass changed. {@link #apply} makes the next table from this one and from
 * {@link Observations} alone: it reads nothing. A pass that fails is not applied, so that the next one starts from the same
 * table. An unchanged process causes no allocation. Not safe for use by several threads.
 *
 * <p>A process is a pid with a start time: if the {@code stat} of a pid shows another start time, another process has the pid.
 * The CPU time of a process never falls.
 */
final class ProcessTable {
    /** A process; only the table changes it. */
    static final class ProcessEntry extends ReapedTime.FamilyMember {
        private final int pid;
        private final long startTicks;
        private final @Nullable ProcessDescription description;
        private final @Nullable ProcessExit unseenExit;
        /** Its CPU time as last read; as reported, which never falls; and as reported by the kernel at the end, or 0. */
        private long cpuNanos;

        private long reportedNanos;
        private long finalNanos;
        private boolean isNew;

        private ProcessEntry(int pid, long startTicks, long reapedNanos, @Nullable ProcessDescription description) {
            super(reapedNanos);
            this.pid = pid;
            this.startTicks = startTicks;
            this.description = description;
            unseenExit = null;
        }

        /** A process that started and ended between two passes. */
        private ProcessEntry(ProcessExit exit) {
            super(exit.parentPid());
            pid = exit.pid();
            startTicks = 0;
            description = null;
            unseenExit = exit;
            finalNanos = exit.cpuNanos();
            isNew = true;
        }

        int pid() {
            return pid;
        }

        /** Its description; null if it was never seen. */
        @Nullable
        ProcessDescription description() {
            return description;
        }

        /** The exit of a process that was never seen; null if it was. */
        @Nullable
        ProcessExit unseenExit() {
            return unseenExit;
        }

        /** Its CPU time, in ns; never falls. */
        @Override
        long cpuNanos() {
            return reportedNanos;
        }

        /** Whether all its CPU time was used after the last pass. */
        boolean isNew() {
            return isNew;
        }

        /** Whether the kernel reported its end, with its total CPU time. */
        boolean isExitKnown() {
            return finalNanos > 0;
        }
    }

    private final ProcessEntries living = new ProcessEntries();
    private final List<ProcessEntry> ended = new ArrayList<>();
    /** The first process of each pid. */
    private final Map<Integer, ProcessEntry> endedByPid = new HashMap<>();

    private final ReapedTime reaped = new ReapedTime();
    private final StartClock startClock = new StartClock();

    /** The processes that exist. */
    ProcessEntries living() {
        return living;
    }

    /** The processes that ended since the last pass, in any order. */
    List<ProcessEntry> ended() {
        return ended;
    }

    /** The number of processes in the table, including those that are gone and still matter. */
    int held() {
        return living.size() + reaped.open();
    }

    /** Whether the last pass's time since boot is not from the clock that start times use. */
    boolean isUptimeWrong() {
        return startClock.isUptimeWrong();
    }

    /**
     * Whether the {@code stat} of a process is needed in the next pass. It is if the process is new, or its clock moved (it may
     * have called exec or waited for children, or another process may have the pid), or its parent ended.
     *
     * @param pid the process
     * @param cpuNanos its CPU time
     */
    boolean needsStat(int pid, long cpuNanos) {
        ProcessEntry entry = living.find(pid);
        return entry == null || entry.cpuNanos != cpuNanos || entry.isParentDoubtful();
    }

    /** The known process of a row of the observations; null if the process is new. */
    @Nullable
    ProcessEntry known(int pid, long startTicks) {
        ProcessEntry entry = living.find(pid);
        return entry != null && entry.startTicks == startTicks ? entry : null;
    }

    /** Takes the CPU time of children that processes have waited for since the last pass; returns whether there is any. */
    boolean takeGrowth(Observations seen) {
        boolean grown = false;
        for (int row = 0; row < seen.size(); row++) {
            ProcessStat stat = seen.stat(row);
            if (stat != null) {
                ProcessEntry entry = known(seen.pid(row), stat.startTicks());
                grown |= entry != null && entry.grow(stat) > 0;
            }
        }
        return grown;
    }

    /**
     * Whether the CPU time of a process and its children may be in the time that an ancestor waited for. If so, it may have ended
     * after its clock was read and before its ancestor was read.
     *
     * @param seen the pass, after {@link #takeGrowth}
     * @param row the process
     */
    boolean mayHaveEnded(Observations seen, int row) {
        ProcessEntry entry = living.find(seen.pid(row));
        return entry != null && entry.mayBeReaped(Math.max(entry.reportedNanos, seen.cpuNanos(row)));
    }

    /**
     * Makes the next table.
     *
     * @param seen a pass that succeeded; the exits that the table has handled are removed from it
     */
    void apply(Observations seen) {
        ended.clear();
        endedByPid.clear();
        startClock.begin(seen.beginNanos(), seen.bootTicks());
        reaped.begin(living.size() == 0 ? null : living.get(0));
        applyRows(seen);
        findParents(seen);
        applyExits(seen);
        reaped.settle(living);
        reaped.end();
        startClock.end();
    }

    private void applyRows(Observations seen) {
        int next = 0;
        for (int row = 0; row < seen.size(); row++) {
            if (!seen.isThere(row)) {
                continue;
            }
            int pid = seen.pid(row);
            while (next < living.size() && living.get(next).pid < pid) {
                end(living.get(next++));
            }
            ProcessEntry entry = next < living.size() && living.get(next).pid == pid ? living.get(next++) : null;
            ProcessStat stat = seen.stat(row);
            if (entry != null && stat != null && stat.startTicks() != entry.startTicks) {
                end(entry);
                entry = null;
            }
            if (entry != null) {
                entry.isNew = false;
                reaped.read(entry, stat);
            } else if (stat != null) {
                entry = begin(seen, row, stat);
            }
            if (entry != null) {
                entry.cpuNanos = seen.cpuNanos(row);
                entry.reportedNanos = Math.max(entry.reportedNanos, entry.cpuNanos);
                living.addNext(entry);
            }
        }
        while (next < living.size()) {
            end(living.get(next++));
        }
        living.replace();
    }

    private ProcessEntry begin(Observations seen, int row, ProcessStat stat) {
        startClock.passed(stat.startTicks(), seen.endNanos());
        boolean isNew = startClock.isNew(stat.startTicks(), seen.cpuNanos(row), seen.endNanos(), seen.cpus());
        ProcessEntry entry = new ProcessEntry(
                seen.pid(row), stat.startTicks(), isNew ? 0 : stat.reapedNanos(), seen.description(row));
        entry.isNew = isNew;
        reaped.read(entry, stat);
        return entry;
    }

    private void end(ProcessEntry entry) {
        addEnded(entry);
        reaped.end(entry);
    }

    private void addEnded(ProcessEntry entry) {
        ended.add(entry);
        endedByPid.putIfAbsent(entry.pid, entry);
    }

    private void findParents(Observations seen) {
        for (int row = 0; row < seen.size(); row++) {
            ProcessEntry entry = seen.stat(row) == null ? null : living.find(seen.pid(row));
            if (entry != null) {
                reaped.setParent(entry, living.find(entry.parentPid()));
            }
        }
    }

    private void applyExits(Observations seen) {
        List<ProcessExit> exits = seen.exits();
        int kept = 0;
        for (int i = 0; i < exits.size(); i++) {
            ProcessExit exit = exits.get(i);
            ProcessEntry entry = endedByPid.get(exit.pid());
            if (entry == null) {
                entry = living.find(exit.pid());
            }
            if (entry != null) {
                entry.finalNanos = exit.cpuNanos();
            } else if (i >= seen.listedExits()) {
                // It may be in the next list as a zombie.
                exits.set(kept++, exit);
            } else if (startClock.isCounting() && exit.cpuNanos() > 0) {
                addEnded(new ProcessEntry(exit));
            }
        }
        exits.subList(kept, exits.size()).clear();
        for (int i = 0; i < ended.size(); i++) {
            ProcessEntry entry = ended.get(i);
            if (!entry.hasParent()) {
                reaped.setParent(entry, findAny(entry.parentPid()));
            }
            if (entry.finalNanos > entry.reportedNanos) {
                reaped.addReported(entry, entry.finalNanos - entry.reportedNanos);
                entry.reportedNanos = entry.finalNanos;
            }
        }
    }

    private @Nullable ProcessEntry findAny(int pid) {
        ProcessEntry entry = living.find(pid);
        return entry == null ? endedByPid.get(pid) : entry;
    }

    /** The nearest ancestor that was seen, for a process that was not seen; null if it is unknown. */
    @Nullable
    ProcessEntry seenAncestor(ProcessExit unseen) {
        int parentPid = unseen.parentPid();
        for (int i = 0; i < ReapedTime.MAX_DEPTH; i++) {
            ProcessEntry parent = findAny(parentPid);
            if (parent == null || parent.unseenExit == null) {
                return parent;
            }
            parentPid = parent.unseenExit.parentPid();
        }
        return null;
    }
}
