package io.scaph.prometheus.internal.publishing;

import io.scaph.prometheus.internal.schema.SelfCost;
import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/** What this process costs. Not safe for use by several threads. */
final class SelfWatch {
    private static final Path STAT = Path.of("/proc/self/stat");

    /** The index of the user's time among the fields behind the name; the system's follows. */
    private static final int USER_TIME = 11;

    private static final long NANOS_PER_TICK = 10_000_000;
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final long SHORTEST_NANOS = 1_000_000_000;
    private static final double MILLIONTHS = 1e6;

    private final String version = findVersion();
    private long scrapes;
    private long scrapeNanos;
    private long lastScrapeNanos;
    private OptionalLong cpu = OptionalLong.empty();
    private String status = "";
    private long sampledNanos = System.nanoTime();
    private OptionalLong sampledCpu = cpuNanos();
    private OptionalLong lastCpuShare = OptionalLong.empty();

    void scraped(long nanos) {
        scrapes++;
        scrapeNanos += nanos;
        lastScrapeNanos = nanos;
    }

    /** A text was compressed as well. */
    void zipped(long nanos) {
        scrapeNanos += nanos;
        lastScrapeNanos += nanos;
    }

    /** Reads what the kernel tells of this process. */
    void sample(OptionalLong cpus) {
        cpu = cpuNanos();
        status = read(STATUS);
        long now = System.nanoTime();
        if (now - sampledNanos >= SHORTEST_NANOS) {
            lastCpuShare = cpu.isPresent() && sampledCpu.isPresent()
                    ? OptionalLong.of(Math.round((cpu.getAsLong() - sampledCpu.getAsLong())
                            * MILLIONTHS
                            / (now - sampledNanos)
                            / cpus.orElse(Runtime.getRuntime().availableProcessors())))
                    : OptionalLong.empty();
            sampledNanos = now;
            sampledCpu = cpu;
        }
    }

    SelfCost cost(long tickAgeNanos) {
        return new SelfCost(
                version,
                scrapes,
                scrapeNanos,
                lastScrapeNanos,
                Math.max(0, tickAgeNanos),
                cpu,
                lastCpuShare,
                bytes(status, "VmRSS:"),
                bytes(status, "VmSize:"));
    }

    /** User and system time in steps of 10 ms, as the kernel tells it; where there is none, what Java knows, which costs more. */
    private static OptionalLong cpuNanos() {
        String stat = read(STAT);
        String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", USER_TIME + 3);
        if (fields.length > USER_TIME + 1) {
            try {
                long ticks = Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[USER_TIME + 1]);
                return OptionalLong.of(ticks * NANOS_PER_TICK);
            } catch (NumberFormatException e) {
                return OptionalLong.empty();
            }
        }
        Optional<Duration> cpu = ProcessHandle.current().info().totalCpuDuration();
        return cpu.isPresent() ? OptionalLong.of(cpu.get().toNanos()) : OptionalLong.empty();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            // Not Linux.
            return "";
        }
    }

    private static OptionalLong bytes(String status, String name) {
        int start = status.indexOf(name);
        int end = status.indexOf(" kB", Math.max(0, start));
        if (start < 0 || end < 0) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(
                    Long.parseLong(status.substring(start + name.length(), end).strip()) * 1_024);
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    String version() {
        return version;
    }

    private static String findVersion() {
        String ofJar = SelfWatch.class.getPackage().getImplementationVersion();
        ModuleDescriptor descriptor = SelfWatch.class.getModule().getDescriptor();
        return ofJar != null
                ? ofJar
                : Optional.ofNullable(descriptor)
                        .flatMap(ModuleDescriptor::rawVersion)
                        .orElse("development");
    }
}
