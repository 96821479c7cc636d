package io.scaph.linux.description;

import io.scaph.api.internal.text.KernelPath;
import io.scaph.api.internal.text.KernelText;
import io.scaph.api.internal.workload.ProcessIdentity;
import io.scaph.api.internal.workload.ProcessRecord;
import io.scaph.api.spi.HostRoots;
import io.scaph.api.spi.WorkloadSource;
import io.scaph.api.workload.Container;
import io.scaph.api.workload.Job;
import io.scaph.api.workload.User;
import io.scaph.api.workload.WorkloadDetail;
import io.scaph.linux.container.Containers;
import io.scaph.linux.container.Membership;
import io.scaph.linux.procfs.ProcessAccess;
import io.scaph.linux.procfs.ProcessExit;
import io.scaph.linux.procfs.ProcessStat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Describes processes: once, and again when a detail changes. An unchanged process keeps the same {@link ProcessRecord}. The
 * name is compared at each update. The executable, the user and the control groups are compared in the first two passes,
 * since most processes call exec early, and then at an update once in 60 passes. Not safe for use by several threads.
 */
public final class ProcessDescriptions implements AutoCloseable {
    private static final String UID = "\nUid:\t";
    private static final long UNKNOWN = -1;
    private static final int CAPACITY = 1 << 14;
    private static final int YOUTH = 2;
    private static final int ROUND = 60;

    /** The reported description of a process, and the data it was made from. */
    public static final class ProcessDescription {
        private ProcessRecord process;
        private long uid;
        private int controlGroups;
        private final int firstPass;
        /** The first pass in which an update compares more than the name. */
        private int nextCheck;

        private ProcessDescription(ProcessRecord process, long uid, int controlGroups, int firstPass) {
            this.process = process;
            this.uid = uid;
            this.controlGroups = controlGroups;
            this.firstPass = firstPass;
            nextCheck = firstPass + 1;
        }

        /** The reported description of the process. */
        public ProcessRecord process() {
            return process;
        }
    }

    private final Path procfs;
    private final ProcessAccess access;
    private final Set<WorkloadDetail> details;
    private final @Nullable Containers containers;
    private final UserNames users;
    private final byte[] buffer = new byte[CAPACITY];
    private int pass;
    private int userChanges;
    private boolean isUserChanged;

    /**
     * Reads nothing yet.
     *
     * @param roots the roots of {@code /proc} and {@code /sys}
     * @param access reads the files of processes
     * @param details the details to add to name and executable
     * @param users the names of users; closed with this object
     */
    public ProcessDescriptions(HostRoots roots, ProcessAccess access, Set<WorkloadDetail> details, UserNames users) {
        this.users = users;
        procfs = roots.procfs();
        this.access = access;
        this.details = details;
        containers = details.contains(WorkloadDetail.CONTAINER) ? new Containers(roots) : null;
    }

    /** Starts a pass. */
    public void beginPass() {
        pass++;
        int changes = users.changes();
        isUserChanged |= changes != userChanges;
        userChanges = changes;
    }

    /** The number of this pass, from 1. */
    public int pass() {
        return pass;
    }

    /**
     * Describes a process for the first time.
     *
     * @param identity the process
     * @param stat its {@code stat}
     * @return its description
     * @throws IOException if no file can be read at all
     */
    public ProcessDescription describe(ProcessIdentity identity, ProcessStat stat) throws IOException {
        int pid = (int) identity.pid();
        int groups = controlGroups(pid);
        long uid = uid(pid);
        ProcessRecord process = describe(identity, stat, uid, membership(pid));
        return new ProcessDescription(process, uid, groups, pass);
    }

    /**
     * Describes a process that was never seen. It counts as a member of its ancestor's container, job and unit. Otherwise its
     * time would be charged to these a second time, as time of an unknown process.
     *
     * @param exit the kernel's report of its end
     * @param ancestor its nearest ancestor that was seen; null if that is unknown
     * @return its reported description
     */
    public ProcessRecord describe(ProcessExit exit, @Nullable ProcessDescription ancestor) {
        ProcessRecord process = ProcessRecord.of(
                        new ProcessIdentity(exit.pid(), Instant.ofEpochSecond(exit.startSeconds()), true), exit.name())
                .withUser(details.contains(WorkloadDetail.USER) ? user(exit.uid()) : null);
        return ancestor == null ? process : placed(process, Membership.of(ancestor.process));
    }

    /**
     * Updates the description of a process where needed.
     *
     * @param description the earlier description of the process; is changed
     * @param stat its {@code stat} now
     * @throws IOException if no file can be read at all
     */
    public void update(ProcessDescription description, ProcessStat stat) throws IOException {
        boolean isNamed = stat.name().equals(description.process.name());
        if (isNamed && pass < description.nextCheck) {
            return;
        }
        ProcessIdentity identity = description.process.identity();
        int pid = (int) identity.pid();
        // Spread by pid, so that each pass does a part of the work.
        int apart = pass - description.firstPass < YOUTH ? 1 : ROUND - (pass + pid) % ROUND;
        description.nextCheck = pass + apart;
        int groups = controlGroups(pid);
        Membership membership =
                groups == description.controlGroups && isNamed ? Membership.of(description.process) : membership(pid);
        description.controlGroups = groups;
        description.uid = uid(pid);
        ProcessRecord now = describe(identity, stat, description.uid, membership);
        if (!now.equals(description.process)) {
            description.process = now;
        }
    }

    /**
     * Returns the newest description of a process that still exists: since the last pass the name of its user or of its container
     * may have become known. Called once a pass for each of these processes.
     *
     * @param description the process; is changed
     * @return its reported description
     */
    public ProcessRecord current(ProcessDescription description) {
        ProcessRecord process = description.process;
        if (isUserChanged) {
            Optional<User> user = Optional.ofNullable(user(description.uid));
            if (!user.equals(process.user())) {
                process = process.withUser(user.orElse(null));
            }
        }
        if (containers != null) {
            Optional<Job> job = process.job();
            if (job.isPresent()) {
                containers.current(job.get());
            }
            Optional<Container> container = process.container();
            if (container.isPresent()) {
                Container now = containers.current(container.get());
                if (!now.equals(container.get())) {
                    process = process.withContainer(now);
                }
            }
        }
        description.process = process;
        return process;
    }

    private static ProcessRecord placed(ProcessRecord process, Membership membership) {
        return process.withContainer(membership.container().orElse(null))
                .withJob(membership.job().orElse(null))
                .withUnit(membership.unit().orElse(null));
    }

    /**
     * Ends a pass: reports the CPU time of the containers and jobs that had a process in this pass.
     *
     * @param visitor takes the times
     */
    public void reportContainers(WorkloadSource.Visitor visitor) {
        isUserChanged = false;
        if (containers != null) {
            containers.reportTotals(visitor);
        }
    }

    @Override
    public void close() {
        users.close();
        if (containers != null) {
            containers.close();
        }
    }

    private @Nullable User user(long uid) {
        return uid == UNKNOWN ? null : User.of(uid, users.name(uid).orElse(null));
    }

    /**
     * The user that started a process: the real user, as in the kernel's own accounting (acct(5), ac_uid of taskstats). The
     * effective user is root for each program that is installed set-user-ID.
     */
    private long uid(int pid) throws IOException {
        if (!details.contains(WorkloadDetail.USER)) {
            return UNKNOWN;
        }
        String status = text(access.read(pid, "status", buffer));
        int begin = status.indexOf(UID);
        int end = begin < 0 ? begin : status.indexOf('\t', begin + UID.length());
        return end < 0 ? UNKNOWN : Long.parseLong(status, begin + UID.length(), end, 10);
    }

    private String text(int length) {
        return new String(buffer, 0, Math.max(0, length), StandardCharsets.ISO_8859_1);
    }

    /** A hash of the control groups of a process; 0 where they are not needed. */
    private int controlGroups(int pid) throws IOException {
        return containers != null || details.contains(WorkloadDetail.UNIT)
                ? text(access.read(pid, "cgroup", buffer)).hashCode()
                : 0;
    }

    private ProcessRecord describe(ProcessIdentity identity, ProcessStat stat, long uid, Membership membership) {
        Path directory = directory(identity.pid());
        boolean isProgram = !stat.isKernelThread();
        Optional<String> executable = isProgram ? executable(directory) : Optional.empty();
        boolean commandLine = isProgram && details.contains(WorkloadDetail.COMMAND_LINE);
        boolean virtualMachine = executable.isPresent() && details.contains(WorkloadDetail.VIRTUAL_MACHINE);
        List<String> arguments = commandLine || virtualMachine ? arguments(directory) : List.of();
        ProcessRecord process = ProcessRecord.of(identity, stat.name())
                .withExecutable(executable.orElse(null))
                .withCommandLine(commandLine && !arguments.isEmpty() ? String.join(" ", arguments) : null)
                .withVirtualMachine(
                        virtualMachine
                                ? VirtualMachines.name(executable.get(), arguments, identity.pid())
                                        .orElse(null)
                                : null)
                .withUser(user(uid));
        return placed(process, membership);
    }

    private Path directory(long pid) {
        return procfs.resolve(Long.toString(pid));
    }

    private Membership membership(int pid) {
        if (containers != null) {
            return containers.membership(directory(pid));
        }
        return details.contains(WorkloadDetail.UNIT) ? Containers.unitOnly(directory(pid)) : Membership.NONE;
    }

    private static Optional<String> executable(Path directory) {
        try {
            return Optional.of(KernelPath.text(Files.readSymbolicLink(directory.resolve("exe"))));
        } catch (IOException | UnsupportedOperationException e) {
            // Kernel threads have no executable; that of another user's process may be unreadable.
            return Optional.empty();
        }
    }

    private static List<String> arguments(Path directory) {
        try {
            String text = KernelText.of(Files.readAllBytes(directory.resolve("cmdline")));
            // Each argument ends with a NUL, unless the process itself overwrote its arguments.
            String arguments = text.endsWith("\0") ? text.substring(0, text.length() - 1) : text;
            return arguments.isEmpty() ? List.of() : List.of(arguments.split("\0", -1));
        } catch (IOException e) {
            return List.of();
        }
    }
}
