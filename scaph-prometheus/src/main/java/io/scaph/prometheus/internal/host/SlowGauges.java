package io.scaph.prometheus.internal.host;

import io.scaph.api.internal.plugin.PluginGuard;
import io.scaph.api.internal.thread.BackgroundThreads;
import io.scaph.api.spi.HostRoots;
import io.scaph.api.spi.NanoClock;
import io.scaph.api.workload.ProcessInfo;
import io.scaph.api.workload.Resources;
import io.scaph.prometheus.internal.view.PublishedLine;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The gauges that take time to read: memory and disk traffic of each process, clocks of CPUs, file systems. A daemon thread
 * reads them when they are requested and the last values are older than 5 s. A request waits at most 1 s for it, and no tick
 * does. Safe for use by several threads.
 */
public final class SlowGauges {
    private static final Logger LOGGER = LoggerFactory.getLogger(SlowGauges.class);
    private static final long FRESH_NANOS = 5_000_000_000L;
    private static final long OLD_NANOS = 30_000_000_000L;
    private static final long WAIT_MILLIS = 1_000;
    private static final int READINGS_PER_DISKS = 2;
    /** A process that did not run is read once in this number of readings: its memory may have been swapped out. */
    private static final int READINGS_PER_SLEEPER = 8;

    /**
     * What was read of a process.
     *
     * @param resources its memory and disk traffic
     * @param cpuNanos the CPU time that it had used, in ns
     */
    public record ProcessReading(Resources resources, long cpuNanos) {}

    /**
     * What was read.
     *
     * @param processes by the identity of each process that could be read
     * @param before the same, of the reading before
     * @param cpuHertz the clock of the fastest CPU, in Hz; empty if unknown
     * @param disks the file systems
     */
    public record Values(
            Map<Object, ProcessReading> processes,
            Map<Object, ProcessReading> before,
            OptionalLong cpuHertz,
            List<Disk> disks) {}

    private static final Values UNKNOWN = new Values(Map.of(), Map.of(), OptionalLong.empty(), List.of());

    private final Supplier<List<PublishedLine<ProcessInfo>>> processes;
    private final Function<ProcessInfo, Optional<Resources>> resources;
    private final HostRoots roots;
    private final NanoClock clock;
    private final PluginGuard guard = new PluginGuard(LOGGER, "reading memory and disks");
    private final AtomicBoolean isReading = new AtomicBoolean();
    /** Only for the thread that reads. */
    private int readings;

    private volatile long readNanos;
    private volatile Values values = UNKNOWN;

    /**
     * Reads nothing before the first request.
     *
     * @param processes the lines of the processes to read
     * @param resources reads one
     * @param roots where {@code /proc} and {@code /sys} are
     * @param clock measures the age of values
     */
    public SlowGauges(
            Supplier<List<PublishedLine<ProcessInfo>>> processes,
            Function<ProcessInfo, Optional<Resources>> resources,
            HostRoots roots,
            NanoClock clock) {
        this.processes = processes;
        this.resources = resources;
        this.roots = roots;
        this.clock = clock;
        readNanos = clock.nanoTime() - OLD_NANOS;
    }

    /**
     * Returns the last values, after reading new ones if they are not fresh.
     *
     * @return what is known; nothing if the last reading is old
     */
    public Values latest() {
        if (!isYounger(FRESH_NANOS) && isReading.compareAndSet(false, true)) {
            BackgroundThreads.join(BackgroundThreads.start("scaph-gauges", this::readGuarded), WAIT_MILLIS);
        }
        return isYounger(OLD_NANOS) ? values : UNKNOWN;
    }

    private boolean isYounger(long nanos) {
        return clock.nanoTime() - readNanos < nanos;
    }

    private void readGuarded() {
        try {
            guard.run(this::read);
        } finally {
            isReading.set(false);
        }
    }

    private void read() {
        Values last = values;
        readings++;
        Map<Object, ProcessReading> now = new HashMap<>();
        for (PublishedLine<ProcessInfo> line : processes.get()) {
            ProcessInfo process = line.subject();
            ProcessReading before = last.processes.get(process.identity());
            boolean slept = before != null && before.cpuNanos == line.total().cpuNanos();
            if (slept && (readings + process.pid()) % READINGS_PER_SLEEPER != 0) {
                now.put(process.identity(), before);
            } else {
                resources
                        .apply(process)
                        .ifPresent(found -> now.put(
                                process.identity(),
                                new ProcessReading(found, line.total().cpuNanos())));
            }
        }
        List<Disk> disks = readings % READINGS_PER_DISKS == 1 ? new Disks(roots).read() : last.disks;
        readNanos = clock.nanoTime();
        values = new Values(now, last.processes, cpuHertz(), disks);
    }

    private OptionalLong cpuHertz() {
        long fastest = 0;
        try (DirectoryStream<Path> cpus =
                Files.newDirectoryStream(roots.sysfs().resolve("devices/system/cpu"), "cpu[0-9]*")) {
            for (Path cpu : cpus) {
                String kilohertz = NamedNumbers.text(cpu.resolve("cpufreq/scaling_cur_freq"));
                fastest = kilohertz.isBlank() ? fastest : Math.max(fastest, Long.parseLong(kilohertz.strip()) * 1_000);
            }
        } catch (IOException | NumberFormatException e) {
            LOGGER.trace("no clocks", e);
        }
        return fastest > 0 ? OptionalLong.of(fastest) : hertzOfCpuInfo();
    }

    /** Virtual machines have no cpufreq, but on x86 this file shows what the hypervisor reports. */
    private OptionalLong hertzOfCpuInfo() {
        try {
            return NamedNumbers.text(roots.procfs().resolve("cpuinfo"))
                    .lines()
                    .filter(line -> line.startsWith("cpu MHz"))
                    .mapToLong(line -> Math.round(1e6 * Double.parseDouble(line.substring(line.indexOf(':') + 1))))
                    .max();
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }
}
