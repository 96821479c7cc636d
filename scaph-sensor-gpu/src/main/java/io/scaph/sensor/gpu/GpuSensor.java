package io.scaph.sensor.gpu;

import io.scaph.api.spi.DeviceUse;
import io.scaph.api.spi.NanoClock;
import io.scaph.api.spi.RawCounters;
import io.scaph.api.spi.Sensor;
import io.scaph.api.topology.Domain;
import io.scaph.api.topology.Topology;
import io.scaph.linux.environment.SuspendWatch;
import io.scaph.sensor.gpu.internal.drm.DrmClients;
import io.scaph.sensor.gpu.internal.energy.FoundGpus;
import io.scaph.sensor.gpu.internal.energy.Gpu;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The GPUs of a machine, each a separate domain. Other threads call the drivers: a reading waits for them, but only briefly.
 */
final class GpuSensor implements Sensor {
    /** Half of what the monitor takes for a delayed reading. Drivers mostly reply within 0.3 ms. */
    private static final long TIMEOUT_NANOS = 1_500_000;

    /** The first call of a driver may have to wake the device. */
    private static final long FIRST_TIMEOUT_NANOS = 500_000_000;

    /** The use of devices is read after the sweep over the counters. */
    private static final long USE_TIMEOUT_NANOS = 20_000_000;

    private final SuspendWatch suspends;
    private final GpuMeter[] meters;
    private final Topology topology;
    /** Finds the processes that use devices that do not report them; null if all devices do. */
    private final @Nullable RepeatableTask clients;

    private boolean first = true;

    GpuSensor(FoundGpus found, Path procfs, NanoClock clock, RepeatableTask.Factory tasks) {
        suspends = new SuspendWatch(procfs, clock);
        meters = found.gpus().stream()
                .map(gpu -> new GpuMeter(gpu, clock, tasks))
                .toArray(GpuMeter[]::new);
        topology = topology(found);
        clients = clients(procfs, clock, tasks);
    }

    /**
     * The topology of a sensor of these GPUs.
     *
     * @param found the GPUs
     * @return one domain each; the host is those that are not part of a CPU's package
     */
    static Topology topology(FoundGpus found) {
        List<Domain> domains = found.gpus().stream().map(Gpu::domain).toList();
        List<Domain> host =
                found.gpus().stream().filter(Gpu::counted).map(Gpu::domain).toList();
        return Topology.of(domains, host).ignoring(found.ignored());
    }

    private @Nullable RepeatableTask clients(Path procfs, NanoClock clock, RepeatableTask.Factory tasks) {
        DrmClients drm = new DrmClients(procfs);
        boolean any = false;
        for (GpuMeter meter : meters) {
            if (meter.gpu().use().isEmpty()) {
                drm.add(meter.gpu().address(), meter.busy(), meter.gpu().busyPercent());
                any = true;
            }
        }
        return any
                ? tasks.create("scaph-gpu-clients", () -> drm.collect(clock.nanoTime()), () -> Long.MAX_VALUE, () -> {})
                : null;
    }

    @Override
    public Topology topology() {
        return topology;
    }

    @Override
    public void read(RawCounters counters) {
        suspends.report(counters);
        for (GpuMeter meter : meters) {
            meter.request();
        }
        long deadline = System.nanoTime() + (first ? FIRST_TIMEOUT_NANOS : TIMEOUT_NANOS);
        first = false;
        for (int i = 0; i < meters.length; i++) {
            meters[i].await(deadline - System.nanoTime());
            meters[i].report(counters, i);
        }
    }

    @Override
    public void readUse(DeviceUse use) {
        for (GpuMeter meter : meters) {
            meter.requestUse();
        }
        if (clients != null) {
            clients.request();
        }
        long deadline = System.nanoTime() + USE_TIMEOUT_NANOS;
        boolean clientsReplied = clients == null || clients.await(deadline - System.nanoTime());
        for (int i = 0; i < meters.length; i++) {
            boolean replied =
                    meters[i].gpu().use().isPresent() ? meters[i].await(deadline - System.nanoTime()) : clientsReplied;
            meters[i].reportUse(replied, i, use);
        }
    }

    @Override
    public void close() {
        for (GpuMeter meter : meters) {
            meter.close();
        }
        if (clients != null) {
            clients.close();
        }
        suspends.close();
    }
}
