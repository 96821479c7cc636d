package io.scaph.linux.process;

import io.scaph.api.internal.own.CpuClocks;
import io.scaph.api.internal.own.JvmTimes;
import io.scaph.api.internal.own.OwnProcessSource;
import io.scaph.api.spi.PluginSetup;
import io.scaph.api.workload.ProcessInfo;
import io.scaph.api.workload.Resources;
import io.scaph.api.workload.WorkloadDetail;
import io.scaph.linux.description.ProcessDescriptions;
import io.scaph.linux.description.ProcessDescriptions.ProcessDescription;
import io.scaph.linux.description.UserNames;
import io.scaph.linux.jvm.JvmThreads;
import io.scaph.linux.machine.MachineTimes;
import io.scaph.linux.process.ProcessTable.ProcessEntry;
import io.scaph.linux.procfs.PidList;
import io.scaph.linux.procfs.PlainAccess;
import io.scaph.linux.procfs.ProcessAccess;
import io.scaph.linux.procfs.ProcessExit;
import io.scaph.linux.procfs.ProcessStat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The processes in a {@code /proc}, including threads of the kernel. A pass observes them, applies the observations to the
 * {@link ProcessTable}, and reports the result. It lists the directory if a process was forked, and reads the CPU clock of each
 * process. It reads {@code stat} only for processes with a clock that moved, and a few more ({@link ProcessTable#needsStat}).
 * Without CPU clocks it reads {@code stat} for all processes, with times in steps of 10 ms.
 *
 * <p>A process that ends while it is read, or that this user may not read, is left out. A pass that fails changes nothing. Not
 * safe for use by several threads.
 */
public final class ProcfsSource implements OwnProcessSource {
    private static final Logger LOGGER = LoggerFactory.getLogger(ProcfsSource.class);

    /** A process may become visible without a fork, so the directory is listed at least once in this number of passes. */
    private static final int LIST_ROUND = 10;

    private final Path procfs;
    private final ProcessAccess access;
    /** For other threads. */
    private final PlainAccess files;

    private final MachineTimes machine;
    private final ProcessDescriptions descriptions;
    private final StartTimes startTimes;
    private final @Nullable JvmThreads jvm;
    private final ProcessTable table = new ProcessTable();
    private final Observations seen = new Observations();
    private final PidList pids = new PidList();
    private final byte[] buffer = new byte[ProcessStat.CAPACITY];
    /** The number of forks when the directory was last listed; -1 if it must be listed again. */
    private long listedForks = -1;

    /**
     * Opens a source; reads nothing yet.
     *
     * @param setup what to report, and the directories to read
     * @param access reads the processes; closed with the source
     * @param users the names of users; closed with the source
     */
    public ProcfsSource(PluginSetup setup, ProcessAccess access, UserNames users) {
        this.access = access;
        procfs = setup.roots().procfs();
        files = new PlainAccess(procfs);
        machine = new MachineTimes(procfs);
        descriptions = new ProcessDescriptions(setup.roots(), access, setup.details(), users);
        startTimes = new StartTimes(procfs, access);
        OptionalLong ownPid = ownPid(procfs);
        jvm = ownPid.isPresent() && setup.details().contains(WorkloadDetail.JVM)
                ? new JvmThreads(procfs, (int) ownPid.getAsLong(), access)
                : null;
    }

    @Override
    public void read(Visitor visitor) throws IOException {
        observe();
        table.apply(seen);
        report(visitor);
        if (table.isUptimeWrong()) {
            startTimes.warnOfUptime();
        }
    }

    private void observe() throws IOException {
        // Taken before the number of forks is read: if these processes started after the last list, there is a new one,
        // and it
        // has those that are zombies.
        access.exits(seen.exits());
        seen.beginList();
        long beginNanos = access.monotonicNanos();
        long bootTicks = access.bootTicks();
        // Read before the list, so that a process that is forked in between counts as forked in the next pass.
        machine.read();
        startTimes.boot(machine.bootSeconds(), bootTicks);
        seen.begin(beginNanos, bootTicks, machine.onlineCpus());
        descriptions.beginPass();
        list();
        for (int i = 0; i < pids.size(); i++) {
            long cpuNanos = access.hasClocks() ? access.cpuNanos(pids.pid(i)) : 0;
            if (cpuNanos >= 0) {
                seen.add(pids.pid(i), cpuNanos);
            }
        }
        for (int row = 0; row < seen.size(); row++) {
            if (!access.hasClocks() || table.needsStat(seen.pid(row), seen.cpuNanos(row))) {
                readStat(row);
            }
        }
        removeMissedEnds();
        access.exits(seen.exits());
        seen.end(access.monotonicNanos());
    }

    private void list() throws IOException {
        if (machine.forks() < 0 || machine.forks() != listedForks || descriptions.pass() % LIST_ROUND == 0) {
            listedForks = -1;
            access.list(pids);
            listedForks = machine.forks();
        }
    }

    private void readStat(int row) throws IOException {
        ProcessStat stat = stat(seen.pid(row));
        if (stat == null) {
            seen.removeGone(row);
            return;
        }
        ProcessEntry known = table.known(seen.pid(row), stat.startTicks());
        ProcessDescription description = known == null ? null : known.description();
        if (description == null) {
            description = descriptions.describe(startTimes.identity(seen.pid(row), stat.startTicks()), stat);
        } else {
            descriptions.update(description, stat);
        }
        seen.addStat(row, stat, description, access.hasClocks());
    }

    private @Nullable ProcessStat stat(int pid) throws IOException {
        int length = access.read(pid, "stat", buffer);
        return length > 0 ? ProcessStat.parse(buffer, length) : null;
    }

    /**
     * Removes processes that still existed when their clocks were read, but had been waited for when their parents were read:
     * their time must not count as time of children that ended unseen.
     */
    private void removeMissedEnds() throws IOException {
        boolean grown = table.takeGrowth(seen);
        for (int row = 0; row < seen.size() && grown; row++) {
            if (seen.isThere(row) && table.mayHaveEnded(seen, row) && !isThere(row)) {
                seen.removeGone(row);
            }
        }
    }

    private boolean isThere(int row) throws IOException {
        int pid = seen.pid(row);
        return access.hasClocks() ? access.cpuNanos(pid) >= 0 : stat(pid) != null;
    }

    private void report(Visitor visitor) {
        visitor.machine(machine.onlineCpus(), machine.idleNanos(), machine.stolenNanos(), machine.interruptNanos());
        for (int i = 0; i < table.living().size(); i++) {
            ProcessEntry entry = table.living().get(i);
            ProcessDescription description = entry.description();
            if (description != null) {
                ProcessInfo process = descriptions.current(description);
                visitor.process(process, entry.cpuNanos(), entry.isNew());
                if (entry.unreportedNanos() > 0) {
                    visitor.endedChildren(process, entry.unreportedNanos());
                }
            }
        }
        for (int i = 0; i < table.ended().size(); i++) {
            ProcessEntry entry = table.ended().get(i);
            if (entry.isExitKnown()) {
                visitor.ended(ended(entry), entry.cpuNanos(), entry.isNew());
            }
        }
        descriptions.reportContainers(visitor);
    }

    private ProcessInfo ended(ProcessEntry entry) {
        ProcessDescription description = entry.description();
        ProcessExit unseen = entry.unseenExit();
        if (unseen == null) {
            return Objects.requireNonNull(description).process();
        }
        ProcessEntry ancestor = table.seenAncestor(unseen);
        return descriptions.describe(unseen, ancestor == null ? null : ancestor.description());
    }

    @Override
    public Optional<Resources> resources(ProcessInfo process) {
        long startTicks = startTimes.ticks(process.startTime());
        return startTicks < 0 ? Optional.empty() : ProcessResources.read(files, (int) process.pid(), startTicks);
    }

    /**
     * Finds the pid of this process in the namespace of a {@code /proc}.
     *
     * @param procfs the root of {@code /proc}
     * @return the pid; empty if it has no pid there
     */
    static OptionalLong ownPid(Path procfs) {
        try {
            return OptionalLong.of(Integer.parseInt(
                    Files.readSymbolicLink(procfs.resolve("self")).toString()));
        } catch (IOException | NumberFormatException e) {
            LOGGER.debug("this process is not among those in {}", procfs, e);
            return OptionalLong.empty();
        }
    }

    @Override
    public OptionalLong ownPid() {
        return ownPid(procfs);
    }

    @Override
    public Optional<CpuClocks> cpuClocks() {
        return access.ownClocks();
    }

    @Override
    public Optional<JvmTimes> jvmTimes() throws IOException {
        return jvm == null ? Optional.empty() : jvm.read();
    }

    /** The number of processes in the table, including those that are gone and still matter. */
    int held() {
        return table.held();
    }

    @Override
    public void close() {
        machine.close();
        descriptions.close();
        access.close();
    }
}
