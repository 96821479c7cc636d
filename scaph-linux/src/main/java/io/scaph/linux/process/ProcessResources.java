package io.scaph.linux.process;

import io.scaph.api.workload.Resources;
import io.scaph.linux.procfs.ProcessStat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What a process uses besides CPU time, from its {@code stat} and {@code io}. Safe for use by several threads. */
final class ProcessResources {
    /** AT_PAGESZ of include/uapi/linux/auxvec.h. */
    private static final long PAGE_SIZE = 6;

    private static final long USUAL_PAGE_BYTES = 4_096;
    private static final long PAGE_BYTES = pageBytes(Path.of("/proc/self/auxv"));

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
        List<String> io = io(directory);
        // Last, so that what was read before is of the same process.
        ProcessStat stat;
        try {
            byte[] text = Files.readAllBytes(directory.resolve("stat"));
            stat = ProcessStat.parse(text, text.length);
        } catch (IOException e) {
            return Optional.empty();
        }
        return stat == null || stat.startTicks() != startTicks
                ? Optional.empty()
                : Optional.of(Resources.of(
                        stat.residentPages() * PAGE_BYTES,
                        stat.virtualBytes(),
                        value(io, "read_bytes: "),
                        value(io, "write_bytes: ")));
    }

    /** Open to its user, and to those who may trace it (proc_pid_io(5)). */
    private static List<String> io(Path directory) {
        try {
            return Files.readAllLines(directory.resolve("io"), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return List.of();
        }
    }

    private static OptionalLong value(List<String> lines, String key) {
        for (String line : lines) {
            if (line.startsWith(key)) {
                try {
                    return OptionalLong.of(Long.parseLong(line.substring(key.length())));
                } catch (NumberFormatException e) {
                    return OptionalLong.empty();
                }
            }
        }
        return OptionalLong.empty();
    }

    /** The size of a page, which the kernel passes to each process: pairs of numbers (getauxval(3)). */
    static long pageBytes(Path auxv) {
        try {
            ByteBuffer pairs = ByteBuffer.wrap(Files.readAllBytes(auxv)).order(ByteOrder.nativeOrder());
            while (pairs.remaining() >= 2 * Long.BYTES) {
                long key = pairs.getLong();
                long value = pairs.getLong();
                if (key == PAGE_SIZE) {
                    return value;
                }
            }
        } catch (IOException e) {
            // Not on Linux.
        }
        return USUAL_PAGE_BYTES;
    }
}
