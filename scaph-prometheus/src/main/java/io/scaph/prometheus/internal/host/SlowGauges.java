package io.scaph.prometheus.internal.host;

import io.scaph.api.internal.plugin.PluginGuard;
import io.scaph.api.internal.thread.BackgroundThreads;
import io.scaph.api.internal.thread.PeriodicTask;
import io.scaph.api.spi.HostRoots;
import io.scaph.api.workload.ProcessInfo;
import io.scaph.api.workload.Resources;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The gauges that take time to read: memory and disk traffic of each process, clocks of CPUs, file systems. A daemon thread
 * reads them every 5 s while they are requested, so that neither a scrape nor a tick waits for a disk. Safe for use by several
 * threads.
 */
public final class SlowGauges implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(SlowGauges.class);
    private static final String THREAD = "scaph-gauges";
    private static final long PERIOD_NANOS = 5_000_000_000L;
    private static final long UNUSED_NANOS = 300_000_000_000L;
    private static final long OLD_NANOS = 30_000_000_000L;
    private static final long FIRST_WAIT_MILLIS = 1_000;
    private static final int READINGS_PER_DISKS = 6;

    /**
     * What was read.
     *
     * @param resources by the identity of each process that could be read
     * @param before the same, of the reading before
     * @param cpuHertz the clock of the fastest CPU, in Hz; empty if unknown
     * @param disks the file systems
     */
    public record Values(
            Map<Object, Resources> resources, Map<Object, Resources> before, OptionalLong cpuHertz, List<Disk> disks) {}

    private static final Values UNKNOWN = new Values(Map.of(), Map.of(), OptionalLong.empty(), List.of());

    private final Supplier<List<ProcessInfo>> processes;
    private final Function<ProcessInfo, Optional<Resources>> resources;
    private final HostRoots roots;
    private final PluginGuard guard = new PluginGuard(LOGGER, "reading memory and disks");
    private final PeriodicTask task = new PeriodicTask(THREAD, PERIOD_NANOS, this::readIfUsed);
    private final AtomicBoolean started = new AtomicBoolean();
    private final CountDownLatch firstReading = new CountDownLatch(1);
    /** Only for the thread that reads. */
    private int readings;

    private volatile long readNanos = System.nanoTime();
    private volatile Values values = UNKNOWN;
    private volatile long usedNanos;

    /**
     * Reads nothing before the first request.
     *
     * @param processes the processes to read
     * @param resources reads one
     * @param roots where {@code /proc} and {@code /sys} are
     */
    public SlowGauges(
            Supplier<List<ProcessInfo>> processes,
            Function<ProcessInfo, Optional<Resources>> resources,
            HostRoots roots) {
        this.processes = processes;
        this.resources = resources;
        this.roots = roots;
    }

    /**
     * Returns the last values. The first call waits for them, at most 1 s.
     *
     * @return what is known; nothing if the last reading is old
     */
    public Values latest() {
        usedNanos = System.nanoTime();
        if (started.compareAndSet(false, true)) {
            BackgroundThreads.start(THREAD, () -> {
                readGuarded();
                task.start();
            });
        }
        try {
            if (!firstReading.await(FIRST_WAIT_MILLIS, TimeUnit.MILLISECONDS)) {
                LOGGER.debug("memory and disks take long to read");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return System.nanoTime() - readNanos > OLD_NANOS ? UNKNOWN : values;
    }

    private void readIfUsed() {
        if (System.nanoTime() - usedNanos < UNUSED_NANOS) {
            readGuarded();
        }
    }

    private void readGuarded() {
        guard.run(this::read);
        firstReading.countDown();
    }

    private void read() {
        Map<Object, Resources> now = new HashMap<>();
        for (ProcessInfo process : processes.get()) {
            resources.apply(process).ifPresent(found -> now.put(process.identity(), found));
        }
        Values last = values;
        List<Disk> disks = readings++ % READINGS_PER_DISKS == 0 ? new Disks(roots).read() : last.disks;
        readNanos = System.nanoTime();
        values = new Values(now, last.resources, cpuHertz(), disks);
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

    /** Ends reading. */
    @Override
    public void close() {
        task.close();
    }
}
