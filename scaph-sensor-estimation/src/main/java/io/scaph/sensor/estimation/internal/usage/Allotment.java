package io.scaph.sensor.estimation.internal.usage;

import io.scaph.api.internal.text.FailureText;
import io.scaph.linux.environment.SystemFiles;
import io.scaph.linux.machine.CpuList;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a container may use of the CPUs, by its control group (version 2 or 1) as the container sees it: the group's own files
 * are then at the root of the tree, where a host has none ({@code cpu.max}) or none with a limit.
 *
 * @param threads how many hardware threads it may keep busy; above 0
 * @param cpus which; empty if any
 * @param usage the file with the CPU time used
 */
public record Allotment(double threads, Set<Integer> cpus, Path usage) {
    private static final String USAGE_FIELD = "usage_usec ";
    private static final long NANOS_PER_MICROSECOND = 1_000;

    /**
     * Looks for limits.
     *
     * @param sysfs where {@code /sys} is
     * @param online the hardware threads that are online
     * @return the allotment; empty if it is all there is, or if the time used can't be read
     */
    public static Optional<Allotment> read(Path sysfs, Set<Integer> online) {
        Path groups = sysfs.resolve("fs/cgroup");
        Optional<Path> usage = List.of(
                        groups.resolve("cpu.stat"),
                        groups.resolve("cpuacct/cpuacct.usage"),
                        groups.resolve("cpu,cpuacct/cpuacct.usage"))
                .stream()
                .filter(Allotment::isUsage)
                .findFirst();
        Set<Integer> cpus = CpuList.parse(SystemFiles.firstLine(groups.resolve("cpuset.cpus.effective"))
                .or(() -> SystemFiles.firstLine(groups.resolve("cpuset/cpuset.effective_cpus")))
                .orElse(""));
        Set<Integer> usable = new TreeSet<>(online);
        if (!cpus.isEmpty()) {
            usable.retainAll(cpus);
        }
        double threads = Math.min(
                usable.isEmpty() ? online.size() : usable.size(), quota(groups).orElse(Double.MAX_VALUE));
        return usage.isPresent() && threads < online.size()
                ? Optional.of(new Allotment(threads, usable, usage.get()))
                : Optional.empty();
    }

    private static boolean isUsage(Path file) {
        try {
            usedNanos(file);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static Optional<Double> quota(Path groups) {
        return SystemFiles.firstLine(groups.resolve("cpu.max"))
                .or(() -> quotaAndPeriod(groups.resolve("cpu")))
                .or(() -> quotaAndPeriod(groups.resolve("cpu,cpuacct")))
                .flatMap(Allotment::ratio);
    }

    /** The two numbers as {@code cpu.max} has them. */
    private static Optional<String> quotaAndPeriod(Path controller) {
        return SystemFiles.firstLine(controller.resolve("cpu.cfs_quota_us"))
                .flatMap(quota -> SystemFiles.firstLine(controller.resolve("cpu.cfs_period_us"))
                        .map(period -> quota + " " + period));
    }

    private static Optional<Double> ratio(String quotaAndPeriod) {
        String[] words = quotaAndPeriod.split(" ", -1);
        try {
            double ratio = words.length == 2 ? Double.parseDouble(words[0]) / Double.parseDouble(words[1]) : 0;
            return ratio > 0 && ratio < Double.MAX_VALUE ? Optional.of(ratio) : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /**
     * The CPU time that the container has used.
     *
     * @return in ns
     * @throws IOException if it can't be read; the message names the file and the reason
     */
    public long usedNanos() throws IOException {
        return usedNanos(usage);
    }

    private static long usedNanos(Path file) throws IOException {
        try {
            for (String line : Files.readAllLines(file, StandardCharsets.ISO_8859_1)) {
                if (line.startsWith(USAGE_FIELD)) {
                    return Long.parseLong(line.substring(USAGE_FIELD.length()).strip()) * NANOS_PER_MICROSECOND;
                }
                if (file.endsWith("cpuacct.usage")) {
                    return Long.parseLong(line.strip());
                }
            }
            throw new IOException("it does not show the CPU time used");
        } catch (IOException e) {
            throw new IOException(file + ": " + FailureText.reason(e), e);
        } catch (NumberFormatException e) {
            throw new IOException(file + ": it holds no whole number", e);
        }
    }
}
