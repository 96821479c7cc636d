package io.scaph.linux.process;

import io.scaph.api.internal.text.KernelPath;
import io.scaph.api.internal.text.KernelText;
import io.scaph.api.internal.workload.ProcessIdentity;
import io.scaph.api.internal.workload.ProcessRecord;
import io.scaph.api.spi.HostRoots;
import io.scaph.api.spi.WorkloadSource;
import io.scaph.api.workload.Container;
import io.scaph.api.workload.Job;
import io.scaph.api.workload.ProcessInfo;
import io.scaph.api.workload.User;
import io.scaph.api.workload.WorkloadDetail;
import io.scaph.linux.container.Containers;
import io.scaph.linux.container.Membership;
import io.scaph.linux.description.UserNames;
import io.scaph.linux.description.VirtualMachines;
import io.scaph.linux.procfs.ExitList;
import io.scaph.linux.procfs.ProcessAccess;
import io.scaph.linux.procfs.ProcessStat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Describes processes: once, and again when something about one changed. A process that stays as it is keeps the same
 * object. Not safe for use by several threads.
 */
final class Descriptions implements AutoCloseable {
    private static final String CGROUP = "cgroup";
    private static final String STATUS = "status";
    private static final byte[] UID = "\nUid:\t".getBytes(StandardCharsets.ISO_8859_1);
    private static final long UNKNOWN = -1;
    private static final int CAPACITY = 1 << 14;

    /** Of those who came and went within one pass; more are a circle of pids that were used again. */
    private static final int MOST_ANCESTORS = 64;

    private final Path procfs;
    private final ProcessAccess access;
    private final Set<WorkloadDetail> details;
    private final @Nullable Containers containers;
    private final UserNames users;
    private final byte[] buffer = new byte[CAPACITY];
    private int lastUserChanges;

    Descriptions(HostRoots roots, ProcessAccess access, Set<WorkloadDetail> details, UserNames users) {
        this.users = users;
        procfs = roots.procfs();
        this.access = access;
        this.details = details;
        containers = details.contains(WorkloadDetail.CONTAINER) ? new Containers(roots) : null;
    }

    /** Describes a process for the first time. */
    ProcessEntry begin(ProcessIdentity identity, int inode, ProcessStat stat, int pass) throws IOException {
        int pid = (int) identity.pid();
        long groups = controlGroups(pid);
        long uid = uid(pid);
        byte[] name = stat.name();
        ProcessRecord process = describe(identity, name, uid, stat.isKernelThread());
        ProcessEntry entry = new ProcessEntry(pid, stat.startTicks(), inode, pass, process, name);
        entry.controlGroups = groups;
        entry.uid = uid;
        entry.kernelThread = stat.isKernelThread();
        return entry;
    }

    /** Describes a process that ended before it was seen. */
    ProcessRecord describe(ExitList.Exit exit) {
        return ProcessRecord.of(
                        new ProcessIdentity(exit.pid(), Instant.ofEpochSecond(exit.startSeconds()), true), exit.name())
                .withUser(
                        details.contains(WorkloadDetail.USER) ? user(exit.uid()).orElse(null) : null);
    }

    /**
     * Describes a process again where that is needed: after {@code exec} it mostly has another name.
     *
     * @param entry the process
     * @param stat its {@code stat}
     * @param thoroughly whether to look at more than the name: at the executable, the user and the control groups as well
     */
    void renew(ProcessEntry entry, ProcessStat stat, boolean thoroughly) throws IOException {
        boolean named = stat.isNamed(entry.name);
        if (named && (!thoroughly || !changed(entry))) {
            return;
        }
        entry.describedNanos = entry.cpuNanos;
        if (!named) {
            entry.name = stat.name();
        }
        entry.controlGroups = controlGroups(entry.pid);
        entry.uid = uid(entry.pid);
        ProcessRecord now = describe(entry.process.identity(), entry.name, entry.uid, entry.kernelThread);
        if (!now.equals(entry.process)) {
            entry.process = now;
        }
    }

    /** The newest description of a process that is still there: its container may have been named meanwhile. */
    ProcessRecord current(ProcessEntry entry) {
        if (containers == null) {
            return entry.process;
        }
        Optional<Job> job = entry.process.job();
        if (job.isPresent()) {
            containers.current(job.get());
        }
        Optional<Container> container = entry.process.container();
        if (container.isPresent()) {
            Container now = containers.current(container.get());
            if (!now.equals(container.get())) {
                entry.process = placed(entry.process, new Membership(Optional.of(now), job, entry.process.unit()));
            }
        }
        return entry.process;
    }

    /**
     * The last description of a process that ended. One that was never seen is taken for a member of its parent's container,
     * job and unit: otherwise its time would be charged to these again, as that of an unknown process.
     */
    ProcessInfo ended(ProcessEntry entry) {
        if (!entry.unseen || !readsControlGroups()) {
            return entry.process;
        }
        ProcessEntry ancestor = entry.parent;
        for (int i = 0; ancestor != null && ancestor.unseen && i < MOST_ANCESTORS; i++) {
            ancestor = ancestor.parent;
        }
        return ancestor == null ? entry.process : placed(entry.process, Membership.of(ancestor.process));
    }

    private boolean readsControlGroups() {
        return containers != null || details.contains(WorkloadDetail.UNIT);
    }

    private static ProcessRecord placed(ProcessRecord process, Membership membership) {
        return process.withContainer(membership.container().orElse(null))
                .withJob(membership.job().orElse(null))
                .withUnit(membership.unit().orElse(null));
    }

    /** Tells what the containers used that processes were seen in; ends a pass. */
    void tellContainers(WorkloadSource.Visitor visitor) {
        if (containers != null) {
            containers.tellTotals(visitor);
        }
    }

    @Override
    public void close() {
        if (containers != null) {
            containers.close();
        }
    }

    private boolean changed(ProcessEntry entry) throws IOException {
        if (controlGroups(entry.pid) != entry.controlGroups) {
            return true;
        }
        // Who did not run since has called neither exec nor setuid; only its control group is changed by others.
        if (entry.kernelThread || entry.describedNanos == entry.cpuNanos) {
            return !user(entry.uid).equals(entry.process.user());
        }
        entry.describedNanos = entry.cpuNanos;
        return !executable(directory(entry.pid)).equals(entry.process.executable())
                || !user(uid(entry.pid)).equals(entry.process.user());
    }

    /** Whether the name of a user became known, or changed, since the last call. */
    boolean userChanged() {
        int changes = users.changes();
        boolean changed = changes != lastUserChanges;
        lastUserChanges = changes;
        return changed;
    }

    /** Describes the user of a process again. */
    void renewUser(ProcessEntry entry) {
        Optional<User> user = user(entry.uid);
        ProcessRecord old = entry.process;
        if (!user.equals(old.user())) {
            entry.process = old.withUser(user.orElse(null));
        }
    }

    private Optional<User> user(long uid) {
        return uid == UNKNOWN
                ? Optional.empty()
                : Optional.of(User.of(uid, users.name(uid).orElse(null)));
    }

    /**
     * The user who started a process: its real one, as the kernel's own accounting has it (acct(5), ac_uid of taskstats).
     * Its effective one is that of the rights it has: root for whatever is installed set-user-ID.
     */
    private long uid(int pid) throws IOException {
        if (!details.contains(WorkloadDetail.USER)) {
            return UNKNOWN;
        }
        int length = access.read(pid, STATUS, buffer);
        for (int at = 0; at + UID.length < length; at++) {
            if (buffer[at] == '\n' && Arrays.equals(buffer, at, at + UID.length, UID, 0, UID.length)) {
                return number(at + UID.length, length);
            }
        }
        return UNKNOWN;
    }

    private long number(int from, int length) {
        long number = 0;
        for (int at = from; at < length && buffer[at] >= '0' && buffer[at] <= '9'; at++) {
            number = number * 10 + (buffer[at] - '0');
        }
        return number;
    }

    /** A sign of the control groups that a process is in; 0 where they do not matter. */
    private long controlGroups(int pid) throws IOException {
        return readsControlGroups() ? hash(access.read(pid, CGROUP, buffer)) : 0;
    }

    private long hash(int length) {
        long hash = length;
        for (int i = 0; i < length; i++) {
            hash = hash * 31 + buffer[i];
        }
        return hash;
    }

    private Path directory(long pid) {
        return procfs.resolve(Long.toString(pid));
    }

    private ProcessRecord describe(ProcessIdentity identity, byte[] name, long uid, boolean kernelThread) {
        Path directory = directory(identity.pid());
        Optional<String> executable = kernelThread ? Optional.empty() : executable(directory);
        boolean commandLine = !kernelThread && details.contains(WorkloadDetail.COMMAND_LINE);
        boolean virtualMachine = !kernelThread && details.contains(WorkloadDetail.VIRTUAL_MACHINE);
        List<String> arguments = commandLine || virtualMachine ? arguments(directory) : List.of();
        Membership membership = membership(directory);
        return ProcessRecord.of(identity, KernelText.of(name))
                .withExecutable(executable.orElse(null))
                .withCommandLine(commandLine && !arguments.isEmpty() ? String.join(" ", arguments) : null)
                .withContainer(membership.container().orElse(null))
                .withJob(membership.job().orElse(null))
                .withVirtualMachine(
                        virtualMachine
                                ? executable
                                        .flatMap(path -> VirtualMachines.name(path, arguments, identity.pid()))
                                        .orElse(null)
                                : null)
                .withUnit(membership.unit().orElse(null))
                .withUser(user(uid).orElse(null));
    }

    private Membership membership(Path directory) {
        if (containers != null) {
            return containers.membership(directory);
        }
        return details.contains(WorkloadDetail.UNIT) ? Containers.unitOnly(directory) : Membership.NONE;
    }

    private static Optional<String> executable(Path directory) {
        try {
            return Optional.of(KernelPath.text(Files.readSymbolicLink(directory.resolve("exe"))));
        } catch (IOException | UnsupportedOperationException e) {
            // Kernel threads have none; that of another user may not be read.
            return Optional.empty();
        }
    }

    private static List<String> arguments(Path directory) {
        try {
            String text = KernelText.of(Files.readAllBytes(directory.resolve("cmdline")));
            // Each argument ends with a NUL, but for what a process wrote there itself.
            String arguments = text.endsWith("\0") ? text.substring(0, text.length() - 1) : text;
            return arguments.isEmpty() ? List.of() : List.of(arguments.split("\0", -1));
        } catch (IOException e) {
            return List.of();
        }
    }
}
