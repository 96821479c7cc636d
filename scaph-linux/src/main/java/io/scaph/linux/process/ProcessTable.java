package io.scaph.linux.process;

import io.scaph.api.internal.own.CpuClocks;
import io.scaph.api.internal.own.JvmTimes;
import io.scaph.api.internal.own.OwnProcessSource;
import io.scaph.api.internal.workload.ProcessIdentity;
import io.scaph.api.spi.PluginSetup;
import io.scaph.api.workload.ProcessInfo;
import io.scaph.api.workload.Resources;
import io.scaph.api.workload.WorkloadDetail;
import io.scaph.linux.description.UserNames;
import io.scaph.linux.jvm.JvmThreads;
import io.scaph.linux.machine.MachineTimes;
import io.scaph.linux.procfs.PidList;
import io.scaph.linux.procfs.ProcessAccess;
import io.scaph.linux.procfs.ProcessStat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The processes in a {@code /proc}, kernel threads among them. A pass lists the directory if a process was forked, reads the
 * CPU clock of each process, and reads {@code stat} only of those that are new or may have changed: who has another inode
 * number or a clock that went back (the pid may be used again); who worked while processes came or went (it may have waited
 * for children); who is young (most call {@code exec} early); who worked, up to a few, and all of them once in some 60
 * passes. Without CPU clocks {@code stat} is read of all, for its times in steps of 10 ms.
 *
 * <p>A process that goes away while it is read, or that may not be read, is passed over. A pass that fails changes nothing
 * but what it learned. Not safe for use by several threads.
 */
public final class ProcessTable implements OwnProcessSource {
    private static final Logger LOGGER = LoggerFactory.getLogger(ProcessTable.class);

    /** The directory is listed at least once in this number of passes. */
    private static final int LIST_ROUND = 10;

    /** The longest stat line has some 400 bytes. */
    private static final int STAT_CAPACITY = 2_048;

    private final Path procfs;
    private final ProcessAccess access;
    private final boolean clocks;
    private final MachineTimes machine;
    private final UserNames users;
    private final Descriptions descriptions;
    private final ProcessResources resources;
    private final int ownPid;
    private final @Nullable JvmThreads jvm;
    private final ReapedTime reaped = new ReapedTime();
    private final Departures departures;
    private final PidList pids = new PidList();
    private final ProcessStat stat = new ProcessStat();
    private final byte[] buffer = new byte[STAT_CAPACITY];
    private final ProcessEntries entries = new ProcessEntries();
    private final Turns turns = new Turns();

    private long lastForks = -1;
    private final StartClock startClock = new StartClock();
    private final StartTimes startTimes;
    private boolean reportedUptime;

    /**
     * Opens a table; reads nothing yet.
     *
     * @param setup what to tell, and from where
     * @param access how to get at processes; closed with the table
     * @param users who users are; closed with the table
     */
    public ProcessTable(PluginSetup setup, ProcessAccess access, UserNames users) {
        this.access = access;
        this.users = users;
        clocks = access.hasClocks();
        procfs = setup.roots().procfs();
        machine = new MachineTimes(procfs);
        descriptions = new Descriptions(setup.roots(), access, setup.details(), users);
        startTimes = new StartTimes(procfs, access);
        resources = new ProcessResources(procfs);
        departures = new Departures(access, descriptions, reaped, entries);
        ownPid = ownPid(procfs);
        jvm = ownPid > 0 && setup.details().contains(WorkloadDetail.JVM)
                ? new JvmThreads(procfs, ownPid, access)
                : null;
    }

    @Override
    public void read(Visitor visitor) throws IOException {
        long beginNanos = access.monotonicNanos();
        long beginTicks = access.bootTicks();
        startClock.begin(beginNanos, beginTicks);
        // Before the list, so that one who is forked and missed in between is counted by the next pass.
        machine.read();
        startTimes.boot(machine.bootSeconds(), beginTicks);
        visitor.machine(machine.onlineCpus(), machine.idleNanos(), machine.stolenNanos(), machine.interruptNanos());
        // Who ended before the list is made and is not in it was waited for.
        int before = departures.drain();
        boolean forked = machine.forks() != lastForks || machine.forks() < 0;
        boolean list = forked || turns.pass() % LIST_ROUND == 0;
        if (list) {
            access.list(pids);
        }
        turns.begin();
        reaped.begin(entries.size() == 0 ? null : entries.get(0));
        if (list) {
            merge();
        } else {
            refreshAll();
        }
        boolean churn = forked || !departures.isEmpty() || reaped.open() > 0;
        lookAgain(churn);
        findParents();
        boolean counting = startClock.isCounting();
        departures.settle(before, turns.pass(), counting);
        reaped.settle(entries);
        if (missedEnds()) {
            departures.settle(0, turns.pass(), counting);
            reaped.settle(entries);
        }
        reaped.end();
        tell(visitor);
        lastForks = machine.forks();
        startClock.end();
        reportWrongUptime();
    }

    private void reportWrongUptime() {
        if (!reportedUptime && startClock.isUptimeWrong()) {
            reportedUptime = true;
            LOGGER.warn(
                    "{}/uptime is behind the start times of processes, as in a container with lxcfs: which processes are new is"
                            + " judged by their start times; to be exact, mount the host's /proc without lxcfs",
                    procfs);
        }
    }

    /** Brings the table up to the list. */
    private void merge() throws IOException {
        entries.beginNext(pids.size());
        int known = 0;
        for (int i = 0; i < pids.size(); i++) {
            int pid = pids.pid(i);
            while (known < entries.size() && entries.get(known).pid < pid) {
                departures.end(entries.get(known++));
            }
            ProcessEntry entry = known < entries.size() && entries.get(known).pid == pid ? entries.get(known++) : null;
            ProcessEntry now = entry == null || entry.gone ? meet(pid, pids.inode(i)) : refresh(entry, pids.inode(i));
            if (now != null) {
                entries.addNext(now);
            }
        }
        while (known < entries.size()) {
            departures.end(entries.get(known++));
        }
        entries.replace();
    }

    /** Nobody came; who went shows by the clocks. */
    private void refreshAll() throws IOException {
        for (int i = 0; i < entries.size(); i++) {
            ProcessEntry entry = entries.get(i);
            if (!entry.gone) {
                ProcessEntry now = refresh(entry, entry.inode);
                if (now != null) {
                    entries.set(i, now);
                }
            }
        }
        entries.removeGone();
    }

    /** A process that was never seen. */
    private @Nullable ProcessEntry meet(int pid, int inode) throws IOException {
        // The clock first: what happens after it shows by a clock that moved.
        long cpuNanos = clocks ? access.cpuNanos(pid) : 0;
        if (cpuNanos < 0 || !readStat(pid)) {
            return null;
        }
        long now = access.monotonicNanos();
        startClock.passed(stat.startTicks(), now);
        ProcessIdentity identity = startTimes.identity(pid, stat.startTicks());
        ProcessEntry entry = descriptions.begin(identity, inode, stat, turns.pass());
        entry.cpuNanos = clocks ? cpuNanos : stat.cpuNanos();
        entry.started = startClock.isNew(entry.startTicks, entry.cpuNanos, now, machine.onlineCpus());
        entry.parentPid = stat.parentPid();
        entry.reapedNanos = entry.started ? 0 : stat.reapedNanos();
        looked(entry);
        return entry;
    }

    private @Nullable ProcessEntry refresh(ProcessEntry entry, int inode) throws IOException {
        if (!clocks) {
            return look(entry, inode);
        }
        long cpuNanos = access.cpuNanos(entry.pid);
        if (cpuNanos < 0) {
            departures.end(entry);
            return null;
        }
        // The kernel may forget a directory that nobody uses, and makes it anew with another number.
        boolean doubtful = inode != entry.inode || cpuNanos < entry.cpuNanos;
        entry.cpuNanos = cpuNanos;
        return doubtful ? look(entry, inode) : entry;
    }

    /** Reads {@code stat}: who has the pid now? */
    private @Nullable ProcessEntry look(ProcessEntry entry, int inode) throws IOException {
        if (!readStat(entry.pid)) {
            departures.end(entry);
            return null;
        }
        if (stat.startTicks() != entry.startTicks) {
            departures.end(entry);
            return meet(entry.pid, inode);
        }
        entry.inode = inode;
        if (!clocks) {
            entry.cpuNanos = stat.cpuNanos();
        }
        entry.parentPid = stat.parentPid();
        descriptions.renew(entry, stat, turns.isDue(entry) || turns.isYoung(entry));
        looked(entry);
        return entry;
    }

    private void looked(ProcessEntry entry) {
        entry.zombie = stat.isZombie();
        reaped.read(entry, stat.reapedNanos());
        entry.lookedNanos = entry.cpuNanos;
        entry.lookedPass = turns.pass();
    }

    private boolean readStat(int pid) throws IOException {
        int length = access.read(pid, "stat", buffer);
        return length > 0 && stat.parse(buffer, length);
    }

    /** Looks at those who may have changed, or may have waited for children. */
    private void lookAgain(boolean churn) throws IOException {
        int count = entries.size();
        int first = turns.first(churn, count);
        boolean holes = false;
        for (int i = 0; i < count; i++) {
            int index = first + i < count ? first + i : first + i - count;
            ProcessEntry entry = entries.get(index);
            if (turns.has(entry, index)) {
                ProcessEntry now = look(entry, entry.inode);
                if (now == null) {
                    holes = true;
                } else {
                    entries.set(index, now);
                }
            }
        }
        if (holes) {
            entries.removeGone();
        }
    }

    private void findParents() {
        for (int i = 0; i < entries.size(); i++) {
            ProcessEntry entry = entries.get(i);
            if (entry.lookedPass == turns.pass()) {
                ProcessEntry parent = entry.parent;
                if (parent == null || parent.gone || parent.pid != entry.parentPid) {
                    parent = entries.find(entry.parentPid);
                    entry.parent = parent;
                    // It may have ended since, and somebody else is the parent now; or nobody may see it.
                    entry.parentMissed = parent == null && entry.parentPid > 0 ? entry.parentMissed + 1 : 0;
                }
            }
        }
    }

    /**
     * Finds those who were still there when their clocks were read, and were waited for before their parents were looked
     * at: their time must not count as that of children which nobody saw.
     *
     * @return whether there are any
     */
    private boolean missedEnds() throws IOException {
        boolean suspicious = false;
        for (int i = 0; i < entries.size() && !suspicious; i++) {
            suspicious = entries.get(i).untoldNanos > 0;
        }
        boolean any = false;
        for (int i = 0; i < entries.size() && suspicious; i++) {
            ProcessEntry entry = entries.get(i);
            if (reaped.mayHold(entry) && !isThere(entry)) {
                departures.end(entry);
                any = true;
            }
        }
        if (any) {
            entries.removeGone();
        }
        return any;
    }

    private boolean isThere(ProcessEntry entry) throws IOException {
        return clocks ? access.cpuNanos(entry.pid) >= 0 : readStat(entry.pid) && stat.startTicks() == entry.startTicks;
    }

    private void tell(Visitor visitor) {
        if (descriptions.userChanged()) {
            for (int i = 0; i < entries.size(); i++) {
                descriptions.renewUser(entries.get(i));
            }
        }
        for (int i = 0; i < entries.size(); i++) {
            ProcessEntry entry = entries.get(i);
            entry.toldNanos = Math.max(entry.toldNanos, entry.cpuNanos);
            visitor.process(descriptions.current(entry), entry.toldNanos, entry.started);
            entry.started = false;
            entry.awaited = false;
            if (entry.untoldNanos > 0) {
                visitor.endedChildren(entry.process, entry.untoldNanos);
                entry.untoldNanos = 0;
            }
        }
        departures.tell(visitor);
        descriptions.tellContainers(visitor);
    }

    @Override
    public Optional<Resources> resources(ProcessInfo process) {
        long startTicks = startTimes.ticks(process.startTime());
        return startTicks < 0 ? Optional.empty() : resources.read(process.pid(), startTicks);
    }

    /** The pid of this process in the namespace of the {@code /proc} that is read, whichever that is; 0 if it has none. */
    static int ownPid(Path procfs) {
        try {
            return Integer.parseInt(
                    Files.readSymbolicLink(procfs.resolve("self")).toString());
        } catch (IOException | NumberFormatException e) {
            LOGGER.debug("this process is not among those in {}", procfs, e);
            return 0;
        }
    }

    @Override
    public OptionalLong ownPid() {
        return ownPid > 0 ? OptionalLong.of(ownPid) : OptionalLong.empty();
    }

    @Override
    public Optional<CpuClocks> cpuClocks() {
        return access.ownClocks();
    }

    @Override
    public Optional<JvmTimes> jvmTimes() throws IOException {
        return jvm == null ? Optional.empty() : jvm.read();
    }

    /** How many processes are remembered, those that are gone and still matter among them. */
    int held() {
        return entries.size() + reaped.open();
    }

    @Override
    public void close() {
        machine.close();
        descriptions.close();
        access.close();
        users.close();
        entries.clear();
    }
}
