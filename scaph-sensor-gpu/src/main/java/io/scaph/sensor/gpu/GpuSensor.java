package io.scaph.sensor.gpu;

import io.scaph.api.spi.DeviceUse;
import io.scaph.api.spi.NanoClock;
import io.scaph.api.spi.RawCounters;
import io.scaph.api.spi.Sensor;
import io.scaph.api.topology.Domain;
import io.scaph.api.topology.Topology;
import io.scaph.linux.environment.SuspendWatch;
import io.scaph.sensor.gpu.internal.aside.Errand;
import io.scaph.sensor.gpu.internal.drm.Clients;
import io.scaph.sensor.gpu.internal.energy.Findings;
import io.scaph.sensor.gpu.internal.energy.Gpu;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The GPUs of a machine, each a domain of its own. Drivers are called beside the tick: a reading waits for them, but not for
 * long.
 */
final class GpuSensor implements Sensor {
    /** Half of what the monitor takes for a reading that was held up. Drivers mostly answer within 0.3 ms. */
    private static final long PATIENCE_NANOS = 1_500_000;

    /** The first call of a driver may have to wake it up. */
    private static final long FIRST_PATIENCE_NANOS = 500_000_000;

    /** For whom the devices worked is asked outside of the sweep over the counters. */
    private static final long USE_PATIENCE_NANOS = 20_000_000;

    private final SuspendWatch suspends;
    private final GpuMeter[] meters;
    private final Topology topology;
    /** Who uses the devices that don't tell that themselves; null if all do. */
    private final @Nullable Errand clients;

    private boolean first = true;

    GpuSensor(Findings findings, Path procfs, NanoClock clock, Errands errands) {
        suspends = new SuspendWatch(procfs, clock);
        meters = findings.gpus().stream()
                .map(gpu -> new GpuMeter(gpu, clock, errands))
                .toArray(GpuMeter[]::new);
        topology = topology(findings);
        clients = clients(procfs, clock, errands);
    }

    /**
     * What a sensor of these GPUs reads.
     *
     * @param findings the GPUs
     * @return one domain each; the host is those that are in no CPU's package
     */
    static Topology topology(Findings findings) {
        List<Domain> domains = findings.gpus().stream().map(Gpu::domain).toList();
        List<Domain> host =
                findings.gpus().stream().filter(Gpu::counted).map(Gpu::domain).toList();
        return Topology.of(domains, host).ignoring(findings.ignored());
    }

    private @Nullable Errand clients(Path procfs, NanoClock clock, Errands errands) {
        Clients found = new Clients(procfs);
        boolean any = false;
        for (GpuMeter meter : meters) {
            if (meter.gpu().use().isEmpty()) {
                found.add(meter.gpu().address(), meter.busy(), meter.gpu().busyPercent());
                any = true;
            }
        }
        return any
                ? errands.make(
                        "scaph-gpu-clients", () -> found.collect(clock.nanoTime()), () -> Long.MAX_VALUE, () -> {})
                : null;
    }

    @Override
    public Topology topology() {
        return topology;
    }

    @Override
    public void read(RawCounters counters) {
        if (suspends.wasSuspended()) {
            counters.suspended();
        }
        for (GpuMeter meter : meters) {
            meter.ask();
        }
        long deadline = System.nanoTime() + (first ? FIRST_PATIENCE_NANOS : PATIENCE_NANOS);
        first = false;
        for (int i = 0; i < meters.length; i++) {
            meters[i].await(deadline - System.nanoTime());
            meters[i].tell(counters, i);
        }
    }

    @Override
    public void readUse(DeviceUse use) {
        for (GpuMeter meter : meters) {
            meter.askUse();
        }
        if (clients != null) {
            clients.ask();
        }
        long deadline = System.nanoTime() + USE_PATIENCE_NANOS;
        boolean clientsAnswered = clients == null || clients.await(deadline - System.nanoTime());
        for (int i = 0; i < meters.length; i++) {
            boolean answered =
                    meters[i].gpu().use().isPresent() ? meters[i].await(deadline - System.nanoTime()) : clientsAnswered;
            meters[i].tellUse(answered, i, use);
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
