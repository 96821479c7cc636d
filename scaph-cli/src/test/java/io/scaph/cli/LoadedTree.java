package io.scaph.cli;

import io.scaph.linux.procfs.CpuTimes;
import io.scaph.testkit.SimulatedZone;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.locks.LockSupport;
import java.util.function.DoubleUnaryOperator;

/**
 * A powercap tree of one package whose power follows, by a known curve, the load that this machine really has, as
 * {@code /proc/stat} tells it.
 */
final class LoadedTree implements AutoCloseable {
    private static final long STEP_NANOS = 100_000_000;
    private static final double MICROJOULES_PER_WATT_NANO = 1e-3;

    private final Path zone;
    private final DoubleUnaryOperator watts;
    private final Thread writer;
    private volatile boolean closed;

    LoadedTree(Path sysfs, DoubleUnaryOperator watts) throws IOException {
        this.watts = watts;
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
            double microjoules = 1;
            CpuTimes last = CpuTimes.read(Path.of("/proc"));
            long lastNanos = System.nanoTime();
            while (!closed) {
                LockSupport.parkNanos(STEP_NANOS);
                CpuTimes now = CpuTimes.read(Path.of("/proc"));
                long nanos = System.nanoTime();
                microjoules += watts.applyAsDouble(load(last, now)) * (nanos - lastNanos) * MICROJOULES_PER_WATT_NANO;
                write((long) microjoules);
                last = now;
                lastNanos = nanos;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static double load(CpuTimes before, CpuTimes after) {
        double busy = busyNanos(after) - busyNanos(before);
        double idle = after.idleNanos() - before.idleNanos();
        return busy + idle > 0 ? Math.max(0, Math.min(1, busy / (busy + idle))) : 0;
    }

    private static double busyNanos(CpuTimes times) {
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
