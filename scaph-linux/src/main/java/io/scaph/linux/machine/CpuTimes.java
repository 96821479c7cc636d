package io.scaph.linux.machine;

import io.scaph.api.internal.text.FailureText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The CPU times since boot, from {@code /proc/stat} (proc_stat(5)), with a resolution of 10 ms.
 *
 * @param cpus the times of each hardware thread that is online, by its number
 * @param idleNanos the time that all together were idle, including waiting for I/O, in ns
 * @param bootTimeSeconds when the machine was booted, in seconds since 1970; empty if the file does not contain it
 */
public record CpuTimes(SortedMap<Integer, Cpu> cpus, long idleNanos, OptionalLong bootTimeSeconds) {
    /** A tick of {@code /proc}: USER_HZ is 100 on every architecture that runs a JVM. */
    public static final long NANOS_PER_TICK = 10_000_000;

    private static final int USER = 1;
    private static final int NICE = 2;
    private static final int SYSTEM = 3;
    private static final int IDLE = 4;
    private static final int IOWAIT = 5;
    private static final int IRQ = 6;
    private static final int SOFTIRQ = 7;

    /**
     * One hardware thread.
     *
     * @param busyNanos the time that it worked, including interrupts, in ns. It excludes stolen time but includes the time of
     *     guests, since the kernel counts that as user time
     */
    public record Cpu(long busyNanos) {}

    /**
     * Reads the file.
     *
     * @param procfs the root of {@code /proc}
     * @return its content
     * @throws IOException if it can't be read or does not describe CPUs; the message names the file and the reason
     */
    public static CpuTimes read(Path procfs) throws IOException {
        Path file = procfs.resolve("stat");
        try {
            return parse(Files.readAllLines(file, StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw new IOException(file + ": " + FailureText.reason(e), e);
        } catch (IllegalArgumentException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    /**
     * Reads the text of the file.
     *
     * @param lines its lines
     * @return its content
     * @throws IllegalArgumentException if it does not describe CPUs
     */
    public static CpuTimes parse(List<String> lines) {
        TreeMap<Integer, Cpu> cpus = new TreeMap<>();
        OptionalLong bootTime = OptionalLong.empty();
        long idle = -1;
        for (String line : lines) {
            if (line.startsWith("btime ")) {
                bootTime = OptionalLong.of(
                        Long.parseLong(line.substring("btime ".length()).strip()));
            } else if (line.startsWith("cpu ")) {
                String[] fields = fields(line);
                idle = ticks(fields, IDLE) + ticks(fields, IOWAIT);
            } else if (line.startsWith("cpu")) {
                String[] fields = fields(line);
                long busy = ticks(fields, USER)
                        + ticks(fields, NICE)
                        + ticks(fields, SYSTEM)
                        + ticks(fields, IRQ)
                        + ticks(fields, SOFTIRQ);
                cpus.put(Integer.parseInt(fields[0].substring("cpu".length())), new Cpu(busy * NANOS_PER_TICK));
            }
        }
        if (idle < 0 || cpus.isEmpty()) {
            throw new IllegalArgumentException("it has no line for a CPU");
        }
        return new CpuTimes(cpus, idle * NANOS_PER_TICK, bootTime);
    }

    private static String[] fields(String line) {
        return line.strip().split("\\s+", -1);
    }

    private static long ticks(String[] fields, int index) {
        return index < fields.length ? Long.parseLong(fields[index]) : 0;
    }
}
