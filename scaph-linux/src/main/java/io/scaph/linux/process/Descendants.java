package io.scaph.linux.process;

import io.scaph.api.internal.own.DescendantClock;
import io.scaph.linux.procfs.PidList;
import io.scaph.linux.procfs.ProcessAccess;
import io.scaph.linux.procfs.ProcessStat;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The descendants of this process. When a process is waited for, its CPU time and that of the children that it waited for
 * are added to the waiting process (wait_task_zombie() of kernel/exit.c). So the total is the sum of the time that this process
 * waited for and, for each descendant that still exists, its own time and the time that it waited for. It counts all time once.
 *
 * <p>When its parent has ended, a process (a daemon, for example) becomes a child of this one if the kernel lets this one adopt
 * orphans (prctl(2), PR_SET_CHILD_SUBREAPER). It stays visible even when it has ended, because no process waits for it while
 * this one exists. Otherwise an orphan that was seen before its parent ended is followed, and other orphans are lost.
 *
 * <p>Parents are read before their children: a process that is waited for in between appears in the next reading. Not safe for
 * use by several threads.
 */
final class Descendants implements DescendantClock {
    /** What this process knows about its children that ended. */
    interface Reaper extends AutoCloseable {
        /** The CPU time of the children that were waited for, in ns; empty if only {@code stat} shows it. */
        OptionalLong reapedNanos();

        @Override
        void close();
    }

    private static final class Descendant {
        final int pid;
        final long startTicks;
        long nanos;
        boolean orphan;
        int pass;

        Descendant(int pid, long startTicks) {
            this.pid = pid;
            this.startTicks = startTicks;
        }
    }

    private final ProcessAccess access;
    private final int ownPid;
    private final Reaper reaper;
    private final PidList pids = new PidList();
    private final byte[] buffer = new byte[ProcessStat.CAPACITY];
    private final Map<Integer, Descendant> members = new HashMap<>();
    private int pass;
    private long lostNanos;
    private int running;
    private final long beginNanos;

    /**
     * Starts to count.
     *
     * @param access reads the processes; closed with the clock
     * @param ownPid this process
     * @param reaper what this process knows about its children; closed with the clock
     * @throws IOException if processes can't be read
     */
    Descendants(ProcessAccess access, int ownPid, Reaper reaper) throws IOException {
        this.access = access;
        this.ownPid = ownPid;
        this.reaper = reaper;
        beginNanos = read();
    }

    @Override
    public long nanos() throws IOException {
        return Math.max(0, read() - beginNanos);
    }

    @Override
    public int running() {
        return running;
    }

    private long read() throws IOException {
        pass++;
        running = 0;
        Map<Integer, List<Integer>> children = children();
        long nanos = readSelf();
        Deque<Integer> parents = new ArrayDeque<>(List.of(ownPid));
        // Processes that were seen before they became orphans are additional roots.
        for (Descendant member : List.copyOf(members.values())) {
            if (member.orphan) {
                parents.add(member.pid);
                nanos += readMember(member.pid, true);
            }
        }
        while (!parents.isEmpty()) {
            for (int child : children.getOrDefault(parents.remove(), List.of())) {
                Descendant known = members.get(child);
                if (known == null || known.pass != pass) {
                    nanos += readMember(child, false);
                    parents.add(child);
                }
            }
        }
        return nanos + forgetGone();
    }

    /** The children of each process; also finds processes that have become orphans. */
    private Map<Integer, List<Integer>> children() throws IOException {
        Map<Integer, List<Integer>> children = new HashMap<>();
        access.list(pids);
        for (int i = 0; i < pids.size(); i++) {
            int pid = pids.pid(i);
            ProcessStat stat = stat(pid);
            if (stat != null) {
                int parent = stat.parentPid();
                children.computeIfAbsent(parent, unknown -> new ArrayList<>()).add(pid);
                Descendant member = members.get(pid);
                if (member != null && member.startTicks == stat.startTicks()) {
                    member.orphan = parent != ownPid && !members.containsKey(parent);
                }
            }
        }
        return children;
    }

    private long readSelf() throws IOException {
        OptionalLong reaped = reaper.reapedNanos();
        if (reaped.isPresent()) {
            return reaped.getAsLong();
        }
        ProcessStat stat = stat(ownPid);
        if (stat == null) {
            throw new IOException("/proc/" + ownPid + "/stat can't be read");
        }
        return stat.reapedNanos();
    }

    private long readMember(int pid, boolean orphan) throws IOException {
        ProcessStat stat = stat(pid);
        if (stat == null) {
            return 0;
        }
        Descendant member = members.get(pid);
        if (member == null || member.startTicks != stat.startTicks()) {
            if (orphan) {
                return 0;
            }
            member = new Descendant(pid, stat.startTicks());
            members.put(pid, member);
        }
        member.pass = pass;
        running += stat.isZombie() ? 0 : 1;
        long own = access.hasClocks() ? access.cpuNanos(pid) : -1;
        member.nanos = (own >= 0 ? own : stat.cpuNanos()) + stat.reapedNanos();
        return member.nanos;
    }

    /** A process that is gone was waited for, and its parent has its time. Exception: another process waited for an orphan. */
    private long forgetGone() {
        members.values().removeIf(member -> {
            boolean gone = member.pass != pass;
            if (gone && member.orphan) {
                lostNanos += member.nanos;
            }
            return gone;
        });
        return lostNanos;
    }

    private @Nullable ProcessStat stat(int pid) throws IOException {
        int length = access.read(pid, "stat", buffer);
        return length > 0 ? ProcessStat.parse(buffer, length) : null;
    }

    @Override
    public void close() {
        reaper.close();
        access.close();
    }
}
