package io.scaph.cli.calibrate;

import io.scaph.linux.machine.CpuTimes;
import io.scaph.testkit.SimulatedZone;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.locks.LockSupport;

/**
 * A powercap tree of one package. Its power rises linearly with the load that this machine really has, as
 * {@code /proc/stat} shows it. So its energy follows from time and busy time alone, however late it is written.
 */
final class LoadedTree implements AutoCloseable {
    /** Short, for energy that arrives in lumps makes the power of a window of time wrong by a lump. */
    private static final long STEP_NANOS = 10_000_000;

    private static final double MICROJOULES_PER_WATT_NANO = 1e-3;

    private final Path zone;
    private final double idleWatts;
    private final double fullWatts;
    private final Thread writer;
    private volatile boolean closed;

    LoadedTree(Path sysfs, double idleWatts, double fullWatts) throws IOException {
        this.idleWatts = idleWatts;
        this.fullWatts = fullWatts;
        zone = Files.createDirectories(sysfs.resolve("class/powercap/intel-rapl:0"));
        Files.writeString(zone.resolve("name"), "package-0\n");
        Files.writeString(zone.resolve("max_energy_range_uj"), SimulatedZone.USUAL_RANGE + "\n");
        write(1);
        writer = new Thread(this::run, "loaded-tree");
        writer.setDaemon(true);
        writer.start();
    }

    private void run() {
        try {
            CpuTimes start = CpuTimes.read(Path.of("/proc"));
            long startNanos = System.nanoTime();
            while (!closed) {
                LockSupport.parkNanos(STEP_NANOS);
                CpuTimes now = CpuTimes.read(Path.of("/proc"));
                double busyNanos = (double) (busyNanos(now) - busyNanos(start))
                        / now.cpus().size();
                double nanos = System.nanoTime() - startNanos;
                double wattNanos = idleWatts * nanos + (fullWatts - idleWatts) * busyNanos;
                write((long) (1 + wattNanos * MICROJOULES_PER_WATT_NANO));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long busyNanos(CpuTimes times) {
        return times.cpus().values().stream().mapToLong(CpuTimes.Cpu::busyNanos).sum();
    }

    private void write(long microjoules) throws IOException {
        Path draft = zone.resolve(".energy_uj");
        Files.writeString(draft, microjoules + "\n", StandardCharsets.US_ASCII);
        Files.move(draft, zone.resolve("energy_uj"), StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(writer);
        try {
            writer.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
