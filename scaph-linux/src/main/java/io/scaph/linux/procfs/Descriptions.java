package io.scaph.linux.procfs;

import io.scaph.api.snapshot.Container;
import io.scaph.api.snapshot.ProcessWorkload;
import io.scaph.api.spi.WorkloadDetail;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Describes processes: once, and again when something about one changed. A process that stays as it is keeps the same
 * object. Not safe for use by several threads.
 */
final class Descriptions {
    private static final String CGROUP = "cgroup";
    private static final int CAPACITY = 1 << 14;

    private final Path procfs;
    private final ProcessAccess access;
    private final Set<WorkloadDetail> details;
    private final byte[] buffer = new byte[CAPACITY];

    Descriptions(Path procfs, ProcessAccess access, Set<WorkloadDetail> details) {
        this.procfs = procfs;
        this.access = access;
        this.details = details;
    }

    /** What a process runs in. */
    private record Place(Optional<Container> container, Optional<String> unit) {
        private static final Place UNKNOWN = new Place(Optional.empty(), Optional.empty());
    }

    /** Describes a process for the first time. */
    ProcessEntry begin(int pid, int inode, Instant start, ProcessStat stat, int pass) throws IOException {
        long groups = controlGroups(pid);
        byte[] name = stat.name();
        ProcessWorkload workload = describe(new ProcessWorkload.Identity(pid, start), name);
        ProcessEntry entry = new ProcessEntry(pid, stat.startTicks(), inode, pass, workload, name);
        entry.controlGroups = groups;
        return entry;
    }

    /**
     * Describes a process again where that is needed: after {@code exec} it mostly has another name.
     *
     * @param entry the process
     * @param stat its {@code stat}
     * @param thoroughly whether to look at more than the name: at the executable and the control groups as well
     */
    void renew(ProcessEntry entry, ProcessStat stat, boolean thoroughly) throws IOException {
        boolean named = stat.isNamed(entry.name);
        if (named && (!thoroughly || !changed(entry))) {
            return;
        }
        if (!named) {
            entry.name = stat.name();
        }
        entry.controlGroups = controlGroups(entry.pid);
        ProcessWorkload now = describe(entry.workload.identity(), entry.name);
        if (!now.equals(entry.workload)) {
            entry.workload = now;
        }
    }

    private boolean changed(ProcessEntry entry) throws IOException {
        return !executable(directory(entry.pid)).equals(entry.workload.executable())
                || controlGroups(entry.pid) != entry.controlGroups;
    }

    /** A sign of the control groups that a process is in; 0 where they do not matter. */
    private long controlGroups(int pid) throws IOException {
        return details.contains(WorkloadDetail.CONTAINER) ? hash(access.read(pid, CGROUP, buffer)) : 0;
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

    private ProcessWorkload describe(ProcessWorkload.Identity identity, byte[] name) {
        Path directory = directory(identity.pid());
        Optional<String> executable = executable(directory);
        boolean commandLine = details.contains(WorkloadDetail.COMMAND_LINE);
        boolean virtualMachine = details.contains(WorkloadDetail.VIRTUAL_MACHINE);
        List<String> arguments = commandLine || virtualMachine ? arguments(directory) : List.of();
        Place place = details.contains(WorkloadDetail.CONTAINER) ? place(directory) : Place.UNKNOWN;
        return new ProcessWorkload(
                identity,
                new String(name, StandardCharsets.UTF_8),
                executable,
                commandLine && !arguments.isEmpty() ? Optional.of(String.join(" ", arguments)) : Optional.empty(),
                place.container,
                virtualMachine ? executable.flatMap(path -> VirtualMachines.name(path, arguments)) : Optional.empty(),
                place.unit,
                Optional.empty());
    }

    private static Optional<String> executable(Path directory) {
        try {
            return Optional.of(Files.readSymbolicLink(directory.resolve("exe")).toString());
        } catch (IOException | UnsupportedOperationException e) {
            // Kernel threads have none; that of another user may not be read.
            return Optional.empty();
        }
    }

    private static List<String> arguments(Path directory) {
        try {
            String text = new String(Files.readAllBytes(directory.resolve("cmdline")), StandardCharsets.UTF_8);
            // Each argument ends with a NUL, but for what a process wrote there itself.
            String arguments = text.endsWith("\0") ? text.substring(0, text.length() - 1) : text;
            return arguments.isEmpty() ? List.of() : List.of(arguments.split("\0", -1));
        } catch (IOException e) {
            return List.of();
        }
    }

    private static Place place(Path directory) {
        try {
            List<String> groups = Files.readAllLines(directory.resolve(CGROUP), StandardCharsets.ISO_8859_1);
            return new Place(ControlGroups.container(groups), Optional.empty());
        } catch (IOException e) {
            return Place.UNKNOWN;
        }
    }
}
