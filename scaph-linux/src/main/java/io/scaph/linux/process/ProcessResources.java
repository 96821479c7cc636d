package io.scaph.linux.process;

import io.scaph.api.workload.Resources;
import io.scaph.linux.procfs.PlainAccess;
import io.scaph.linux.procfs.ProcessStat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;

/** What a process uses in addition to CPU time, from its {@code status} and {@code io}. Safe for use by several threads. */
final class ProcessResources {
    private static final long BYTES_PER_KIB = 1_024;
    /** The lines that matter are among the first. */
    private static final int CAPACITY = 2_048;

    private ProcessResources() {}

    /**
     * Reads them.
     *
     * @param access the files of the processes
     * @param pid the process
     * @param startTicks when it started: another process may have the pid now
     * @return empty if it has ended, or its files can't be read
     */
    static Optional<Resources> read(PlainAccess access, int pid, long startTicks) {
        try {
            return readFiles(access, pid, startTicks);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<Resources> readFiles(PlainAccess access, int pid, long startTicks) throws IOException {
        byte[] buffer = new byte[CAPACITY];
        // Readable for its user, and for processes that may trace it (proc_pid_io(5)).
        String io = text(buffer, access.read(pid, "io", buffer));
        String status = text(buffer, access.read(pid, "status", buffer));
        // Read last, so that the values read before belong to the same process.
        ProcessStat stat = ProcessStat.parse(buffer, access.read(pid, "stat", buffer));
        if (stat == null || stat.startTicks() != startTicks) {
            return Optional.empty();
        }
        // A thread of the kernel has no memory of its own, and therefore not this line.
        return Optional.of(Resources.of(
                value(status, "\nVmRSS:").orElse(0) * BYTES_PER_KIB,
                value(status, "\nVmSize:").orElse(0) * BYTES_PER_KIB,
                value(io, "\nread_bytes:"),
                value(io, "\nwrite_bytes:")));
    }

    private static String text(byte[] buffer, int length) {
        return new String(buffer, 0, Math.max(0, length), StandardCharsets.ISO_8859_1);
    }

    /** The number after a name at the beginning of a line. */
    private static OptionalLong value(String text, String name) {
        int begin = text.indexOf(name) + name.length();
        int end = text.indexOf('\n', begin);
        if (begin < name.length() || end < 0) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(
                    Long.parseLong(text.substring(begin, end).replace(" kB", "").strip()));
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }
}
