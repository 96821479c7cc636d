package io.scaph.prometheus.internal.host;

import io.scaph.api.internal.plugin.PluginGuard;
import io.scaph.api.internal.thread.BackgroundThreads;
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
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The gauges that take time: memory and disk of each process, clocks of CPUs, file systems. A daemon thread reads them
 * every few seconds while somebody scrapes, so that neither a scrape nor a tick waits for a disk. Safe for use by several
 * threads.
 */
public final class SlowGauges implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(SlowGauges.class);
    private static final long PERIOD_MILLIS = 5_000;
    private static final long UNWATCHED_NANOS = 300_000_000_000L;
    private static final long OLD_NANOS = 30_000_000_000L;
    private static final long FIRST_WAIT_MILLIS = 1_000;
    private static final int ROUNDS_PER_DISKS = 6;

    /**
     * What was read.
     *
     * @param resources by the identity of each process that was asked for and could be read
     * @param before the same, of the reading before
     * @param cpuHertz the clock of the fastest CPU, in Hz; empty if unknown
     * @param disks the file systems
     */
    public record Values(
            Map<Object, Resources> resources, Map<Object, Resources> before, OptionalLong cpuHertz, List<Disk> disks) {}

    private static final Values NOTHING = new Values(Map.of(), Map.of(), OptionalLong.empty(), List.of());

    private final Supplier<List<ProcessInfo>> processes;
    private final Function<ProcessInfo, Optional<Resources>> resources;
    private final HostRoots roots;
    private final Disks disks;
    private final PluginGuard guard = new PluginGuard(LOGGER, "reading memory and disks");
    private final CountDownLatch first = new CountDownLatch(1);
    private final Semaphore wake = new Semaphore(0);
    private volatile long readNanos = System.nanoTime();
    private volatile Values values = NOTHING;
    private volatile long watchedNanos;
    private volatile boolean watched;
    private volatile boolean closed;

    /**
     * Begins, without reading anything until it is asked.
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
        disks = new Disks(roots);
        BackgroundThreads.start("scaph-gauges", this::run);
    }

    /**
     * The last readings. The first caller waits for them, though not for long.
     *
     * @return what is known; nothing if the thread hangs, for what is old is not known
     */
    public Values watch() {
        long now = System.nanoTime();
        watchedNanos = now;
        watched = true;
        if (first.getCount() > 0 || now - readNanos > OLD_NANOS) {
            wake.release();
        }
        try {
            if (!first.await(FIRST_WAIT_MILLIS, TimeUnit.MILLISECONDS)) {
                LOGGER.debug("memory and disks take long to read");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return System.nanoTime() - readNanos > OLD_NANOS ? NOTHING : values;
    }

    private void run() {
        int round = 0;
        try {
            while (!closed) {
                boolean woken = wake.tryAcquire(PERIOD_MILLIS, TimeUnit.MILLISECONDS);
                if (woken) {
                    wake.drainPermits();
                }
                if (!closed && watched && System.nanoTime() - watchedNanos < UNWATCHED_NANOS) {
                    boolean disksToo = round++ % ROUNDS_PER_DISKS == 0;
                    guard.run(() -> read(disksToo));
                    first.countDown();
                }
            }
        } catch (InterruptedException e) {
            LOGGER.debug("ends", e);
        }
    }

    private void read(boolean disksToo) {
        Map<Object, Resources> now = new HashMap<>();
        for (ProcessInfo process : processes.get()) {
            resources.apply(process).ifPresent(its -> now.put(process.identity(), its));
        }
        Values last = values;
        readNanos = System.nanoTime();
        values = new Values(now, last.resources, cpuHertz(), disksToo ? disks.read() : last.disks);
    }

    private OptionalLong cpuHertz() {
        long fastest = -1;
        try (DirectoryStream<Path> cpus =
                Files.newDirectoryStream(roots.sysfs().resolve("devices/system/cpu"), "cpu[0-9]*")) {
            for (Path cpu : cpus) {
                String kilohertz =
                        NamedNumbers.text(cpu.resolve("cpufreq/scaling_cur_freq")).strip();
                if (!kilohertz.isEmpty()) {
                    fastest = Math.max(fastest, Long.parseLong(kilohertz) * 1_000);
                }
            }
        } catch (IOException | NumberFormatException e) {
            LOGGER.trace("no clocks", e);
        }
        return fastest > 0 ? OptionalLong.of(fastest) : hertzOfCpuInfo();
    }

    /** Virtual machines have no cpufreq, but x86 tells there what the hypervisor says. */
    private OptionalLong hertzOfCpuInfo() {
        double fastest = -1;
        for (String line : NamedNumbers.text(roots.procfs().resolve("cpuinfo")).split("\n", -1)) {
            if (line.startsWith("cpu MHz")) {
                try {
                    fastest = Math.max(fastest, Double.parseDouble(line.substring(line.indexOf(':') + 1)));
                } catch (NumberFormatException e) {
                    return OptionalLong.empty();
                }
            }
        }
        return fastest > 0 ? OptionalLong.of(Math.round(fastest * 1e6)) : OptionalLong.empty();
    }

    @Override
    public void close() {
        closed = true;
        wake.release();
    }
}
