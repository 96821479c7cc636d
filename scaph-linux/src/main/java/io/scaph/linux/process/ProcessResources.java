package io.scaph.linux.process;

import io.scaph.api.workload.Resources;
import io.scaph.linux.procfs.KeyedLines;
import io.scaph.linux.procfs.ProcessStat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** What a process uses in addition to CPU time, from its {@code status} and {@code io}. Safe for use by several threads. */
final class ProcessResources {
    private static final long BYTES_PER_KIB = 1_024;

    private ProcessResources() {}

    /**
     * Reads them.
     *
     * @param procfs the root of {@code /proc}
     * @param pid the process
     * @param startTicks when it started: another process may have the pid now
     * @return empty if it has ended
     */
    static Optional<Resources> read(Path procfs, long pid, long startTicks) {
        Path directory = procfs.resolve(Long.toString(pid));
        // Readable for its user, and for processes that may trace it (proc_pid_io(5)).
        Map<String, String> io = values(directory.resolve("io"));
        Map<String, String> status = values(directory.resolve("status"));
        // Read last, so that the values read before belong to the same process.
        ProcessStat stat;
        try {
            byte[] text = Files.readAllBytes(directory.resolve("stat"));
            stat = ProcessStat.parse(text, text.length);
        } catch (IOException e) {
            return Optional.empty();
        }
        if (stat == null || stat.startTicks() != startTicks) {
            return Optional.empty();
        }
        // A thread of the kernel has no memory of its own, and therefore not this line.
        return Optional.of(Resources.of(
                value(status, "VmRSS").orElse(0) * BYTES_PER_KIB,
                value(status, "VmSize").orElse(0) * BYTES_PER_KIB,
                value(io, "read_bytes"),
                value(io, "write_bytes")));
    }

    private static Map<String, String> values(Path file) {
        try {
            return KeyedLines.read(file);
        } catch (IOException e) {
            return Map.of();
        }
    }

    private static OptionalLong value(Map<String, String> values, String key) {
        try {
            return OptionalLong.of(Long.parseLong(values.getOrDefault(key, "").replace(" kB", "")));
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }
}
