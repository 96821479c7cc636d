package io.scaph.linux.procfs;

import io.scaph.api.snapshot.Container;
import io.scaph.api.snapshot.ProcessWorkload;
import io.scaph.api.spi.WorkloadDetail;
import io.scaph.api.spi.WorkloadSetup;
import io.scaph.api.spi.WorkloadSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The processes in a {@code /proc}. CPU time is user and system time of {@code /proc/PID/stat}, in steps of 10 ms, ended
 * threads included. What describes a process is read once, and again when its name changes (exec). A process that goes
 * away while it is read, or that may not be read, is passed over. Not safe for use by several threads.
 */
final class ProcessTable implements WorkloadSource {
    private static final long MILLIS_PER_TICK = CpuTimes.NANOS_PER_TICK / 1_000_000;
    private static final double TICKS_PER_SECOND = 1e9 / CpuTimes.NANOS_PER_TICK;

    /** The longest stat line has some 400 bytes. */
    private static final int STAT_CAPACITY = 2_048;

    private static final class Entry {
        final long startTicks;
        final byte[] name;
        final ProcessWorkload workload;

        Entry(long startTicks, byte[] name, ProcessWorkload workload) {
            this.startTicks = startTicks;
            this.name = name;
            this.workload = workload;
        }
    }

    private final Path procfs;
    private final Set<WorkloadDetail> details;
    private final ProcessStat stat = new ProcessStat();
    private final byte[] buffer = new byte[STAT_CAPACITY];
    private Map<Long, Entry> known = new HashMap<>();
    private long lastPassTicks = Long.MAX_VALUE;
    private long bootMillis = -1;

    ProcessTable(WorkloadSetup setup) {
        procfs = setup.roots().procfs();
        details = setup.details();
    }

    @Override
    public void read(Visitor visitor) throws IOException {
        long beginTicks = uptimeTicks();
        CpuTimes times = CpuTimes.read(procfs);
        if (bootMillis < 0) {
            // Once: the kernel computes it from the wall clock, and it moves when that is set.
            bootMillis = times.bootTimeSeconds().isPresent()
                    ? times.bootTimeSeconds().getAsLong() * 1_000
                    : System.currentTimeMillis() - beginTicks * MILLIS_PER_TICK;
        }
        visitor.machine(times.cpus().size(), times.idleNanos(), 0, 0);
        Map<Long, Entry> seen = new HashMap<>(known.size() * 2);
        try (DirectoryStream<Path> directories = Files.newDirectoryStream(procfs)) {
            for (Path directory : directories) {
                long pid = pid(directory.getFileName().toString());
                if (pid > 0 && readStat(directory)) {
                    Entry entry = entry(pid, directory);
                    seen.put(pid, entry);
                    visitor.workload(entry.workload, stat.cpuNanos(), entry.startTicks >= lastPassTicks);
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        known = seen;
        lastPassTicks = beginTicks;
    }

    private long uptimeTicks() throws IOException {
        String uptime = Files.readString(procfs.resolve("uptime"), StandardCharsets.ISO_8859_1);
        try {
            return (long) (Double.parseDouble(uptime.substring(0, uptime.indexOf(' '))) * TICKS_PER_SECOND);
        } catch (NumberFormatException | StringIndexOutOfBoundsException e) {
            throw new IOException(procfs.resolve("uptime") + ": it holds no number", e);
        }
    }

    private static long pid(String name) {
        long pid = 0;
        for (int i = 0; i < name.length(); i++) {
            char digit = name.charAt(i);
            if (digit < '0' || digit > '9') {
                return -1;
            }
            pid = pid * 10 + (digit - '0');
        }
        return pid;
    }

    private boolean readStat(Path directory) throws ClosedByInterruptException {
        try (InputStream in = Files.newInputStream(directory.resolve("stat"))) {
            return stat.parse(buffer, in.readNBytes(buffer, 0, buffer.length));
        } catch (ClosedByInterruptException e) {
            // An interrupt in the middle of a pass must not look like the end of all processes that follow.
            throw e;
        } catch (IOException e) {
            // It ended: ENOENT on opening, ESRCH on reading.
            return false;
        }
    }

    private Entry entry(long pid, Path directory) {
        Entry before = known.get(pid);
        if (before != null && before.startTicks == stat.startTicks() && stat.isNamed(before.name)) {
            return before;
        }
        byte[] name = stat.name();
        return new Entry(stat.startTicks(), name, describe(pid, name, directory));
    }

    private ProcessWorkload describe(long pid, byte[] name, Path directory) {
        Instant start = Instant.ofEpochMilli(bootMillis + stat.startTicks() * MILLIS_PER_TICK);
        Optional<String> executable = executable(directory);
        boolean commandLine = details.contains(WorkloadDetail.COMMAND_LINE);
        boolean virtualMachine = details.contains(WorkloadDetail.VIRTUAL_MACHINE);
        List<String> arguments = commandLine || virtualMachine ? arguments(directory) : List.of();
        return new ProcessWorkload(
                new ProcessWorkload.Identity(pid, start),
                new String(name, StandardCharsets.UTF_8),
                executable,
                commandLine && !arguments.isEmpty() ? Optional.of(String.join(" ", arguments)) : Optional.empty(),
                details.contains(WorkloadDetail.CONTAINER) ? container(directory) : Optional.empty(),
                virtualMachine ? executable.flatMap(path -> VirtualMachines.name(path, arguments)) : Optional.empty(),
                Optional.empty(),
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

    private static Optional<Container> container(Path directory) {
        try {
            return ControlGroups.container(
                    Files.readAllLines(directory.resolve("cgroup"), StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        known = new HashMap<>();
    }
}
