package io.scaph.sensor.gpu;

import io.scaph.api.spi.DeviceUse;
import io.scaph.api.spi.NanoClock;
import io.scaph.api.spi.RawCounters;
import io.scaph.api.topology.Domain;
import io.scaph.api.topology.Quality;
import io.scaph.sensor.gpu.internal.energy.BusyTimes;
import io.scaph.sensor.gpu.internal.energy.Gpu;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * One GPU, read by its own task: on request, and between requests if it must be sampled or replies too slowly for the monitor's
 * tick. Used by one thread at a time.
 */
final class GpuMeter implements AutoCloseable {
    /** The counters of GPUs move every 20 to 100 ms; a younger reading is used again. */
    private static final long FRESH_NANOS = 10_000_000;

    /** The pause between readings that are not requested. */
    private static final long SAMPLING_NANOS = 100_000_000;

    /** A device that took longer is read without requests from then on: the tick does not wait for it. */
    private static final long SLOW_NANOS = 1_000_000;

    /** An older reading is reported as a failure. */
    private static final long LONGEST_AGE_NANOS = 1_500_000_000;

    /**
     * The range of an estimate: from half of it to one and a half times. It is not fitted: at the same utilisation, one program
     * takes a GPU to its limit and another to half the limit.
     */
    private static final double LOW_FACTOR = 0.5;

    private static final double HIGH_FACTOR = 1.5;

    /**
     * A reading of the energy source, or why it failed.
     *
     * @param nanoTime when it was read, in ns
     * @param microjoules the counter, in µJ
     * @param restarts how often the counter restarted so far
     * @param confirmed whether a counter that stands still means that no energy was used
     * @param failure the reason of a failure; null if the reading is good
     */
    private record EnergyReading(
            long nanoTime,
            long microjoules,
            int restarts,
            boolean confirmed,
            @Nullable String failure) {}

    private final Gpu gpu;
    private final Domain domain;
    private final NanoClock clock;
    private final RepeatableTask task;
    private final BusyTimes busy = new BusyTimes();
    private volatile boolean slow;
    private volatile boolean useRequested;
    private volatile @Nullable EnergyReading last;
    private int reportedRestarts;

    GpuMeter(Gpu gpu, NanoClock clock, RepeatableTask.Factory tasks) {
        this.gpu = gpu;
        this.clock = clock;
        domain = gpu.domain();
        task = tasks.create("scaph-" + domain.id(), this::sample, this::pauseNanos, gpu.release());
    }

    Gpu gpu() {
        return gpu;
    }

    /** The processes that the GPU worked for. */
    BusyTimes busy() {
        return busy;
    }

    private long pauseNanos() {
        return slow || gpu.energy().isSampled() ? SAMPLING_NANOS : Long.MAX_VALUE;
    }

    private void sample() {
        long begin = clock.nanoTime();
        try {
            long microjoules = gpu.energy().microjoules(begin);
            long end = clock.nanoTime();
            slow = end - begin > SLOW_NANOS;
            last = new EnergyReading(
                    begin + (end - begin) / 2,
                    microjoules,
                    gpu.energy().restarts(),
                    gpu.energy().confirmsStandstill(),
                    null);
        } catch (IOException e) {
            last = new EnergyReading(clock.nanoTime(), 0, 0, false, String.valueOf(e.getMessage()));
        }
        if (useRequested) {
            useRequested = false;
            gpu.use().ifPresent(use -> use.collect(clock.nanoTime(), busy));
        }
    }

    /** Requests a reading, unless the last one is recent enough. */
    void request() {
        EnergyReading reading = last;
        if (reading == null || reading.failure != null || clock.nanoTime() - reading.nanoTime >= FRESH_NANOS) {
            task.request();
        }
    }

    /** Waits for what was requested, for at most this time in ns. */
    boolean await(long nanos) {
        return task.await(nanos);
    }

    /** Reports the last reading. */
    void report(RawCounters counters, int index) {
        EnergyReading reading = last;
        if (reading == null) {
            counters.fail(index, domain.zone() + " has not replied yet");
            return;
        }
        long age = clock.nanoTime() - reading.nanoTime;
        if (reading.failure != null) {
            counters.fail(index, reading.failure);
        } else if (age > LONGEST_AGE_NANOS) {
            counters.fail(index, domain.zone() + " has not replied for " + age / 1_000_000 + " ms");
        } else {
            put(reading, counters, index);
        }
    }

    private void put(EnergyReading reading, RawCounters counters, int index) {
        if (reading.restarts != reportedRestarts) {
            reportedRestarts = reading.restarts;
            counters.restarted(index);
        }
        long microjoules = reading.microjoules;
        if (domain.quality() == Quality.ESTIMATED) {
            counters.putEstimate(
                    index, microjoules, (long) (microjoules * LOW_FACTOR), (long) Math.ceil(microjoules * HIGH_FACTOR));
        } else {
            counters.put(index, microjoules);
        }
        if (reading.confirmed) {
            counters.confirm(index);
        }
    }

    /** Requests the processes that the GPU worked for, if the device itself reports them. */
    void requestUse() {
        if (gpu.use().isPresent()) {
            useRequested = true;
            task.request();
        }
    }

    /** Reports the processes that the GPU worked for. */
    void reportUse(boolean replied, int index, DeviceUse use) {
        if (replied) {
            busy.report(index, use);
        } else {
            use.unknown(index);
        }
    }

    @Override
    public void close() {
        task.close();
    }
}
