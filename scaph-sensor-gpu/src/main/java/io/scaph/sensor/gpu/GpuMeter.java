package io.scaph.sensor.gpu;

import io.scaph.api.spi.DeviceUse;
import io.scaph.api.spi.NanoClock;
import io.scaph.api.spi.RawCounters;
import io.scaph.api.topology.Domain;
import io.scaph.api.topology.Quality;
import io.scaph.sensor.gpu.internal.aside.Errand;
import io.scaph.sensor.gpu.internal.energy.BusyTimes;
import io.scaph.sensor.gpu.internal.energy.Gpu;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * One GPU, read by an errand of its own: the energy when it is asked for, and in between where it has to be sampled or
 * answers so slowly that nobody can wait for it. Asked by one thread at a time.
 */
final class GpuMeter implements AutoCloseable {
    /** The counters of GPUs move every 20 to 100 ms; a younger reading is not asked for again. */
    private static final long FRESH_NANOS = 10_000_000;

    /** How often to read by itself, where need be. */
    private static final long PACE_NANOS = 100_000_000;

    /** A device that took so long is read by itself from then on: the tick does not wait for it. */
    private static final long SLOW_NANOS = 1_000_000;

    /** An older reading is none. */
    private static final long LONGEST_AGE_NANOS = 1_500_000_000;

    /**
     * Where the truth of an estimate is taken to be: from half of it to one and a half times as much. A judgement, not a fit:
     * at the same utilisation one program takes a GPU to its limit and another to half of that.
     */
    private static final double LOW_FACTOR = 0.5;

    private static final double HIGH_FACTOR = 1.5;

    private final Gpu gpu;
    private final Domain domain;
    private final NanoClock clock;
    private final Errand errand;
    private final BusyTimes busy = new BusyTimes();
    private volatile boolean slow;
    private volatile boolean useWanted;

    // What the errand found, guarded by this.
    private boolean sampled;
    private long sampledNanos;
    private long microjoules;
    private int beginnings;
    private boolean confirmed;
    private @Nullable String failure;

    private int toldBeginnings;

    GpuMeter(Gpu gpu, NanoClock clock, Errands errands) {
        this.gpu = gpu;
        this.clock = clock;
        domain = gpu.domain();
        errand = errands.make("scaph-" + domain.id(), this::sample, this::paceNanos, gpu.release());
    }

    Domain domain() {
        return domain;
    }

    boolean counted() {
        return gpu.counted();
    }

    Gpu gpu() {
        return gpu;
    }

    /** Where others may put for whom it worked. */
    BusyTimes busy() {
        return busy;
    }

    private long paceNanos() {
        return slow || gpu.energy().isSampled() ? PACE_NANOS : Long.MAX_VALUE;
    }

    private void sample() {
        long begin = clock.nanoTime();
        try {
            long value = gpu.energy().microjoules(begin);
            long end = clock.nanoTime();
            slow = end - begin > SLOW_NANOS;
            keep(value, begin + (end - begin) / 2);
        } catch (IOException e) {
            keepFailure(String.valueOf(e.getMessage()));
        }
        if (useWanted) {
            useWanted = false;
            gpu.use().ifPresent(use -> use.collect(clock.nanoTime(), busy));
        }
    }

    private synchronized void keep(long value, long nanoTime) {
        microjoules = value;
        sampledNanos = nanoTime;
        beginnings = gpu.energy().beginnings();
        confirmed = gpu.energy().confirmsStandstill();
        failure = null;
        sampled = true;
    }

    private synchronized void keepFailure(String reason) {
        failure = reason;
        sampledNanos = clock.nanoTime();
        sampled = true;
    }

    /** Asks for a reading, unless the last one is good enough. */
    void ask() {
        if (!isYoungerThan(FRESH_NANOS)) {
            errand.ask();
        }
    }

    private synchronized boolean isYoungerThan(long nanos) {
        return sampled && failure == null && clock.nanoTime() - sampledNanos < nanos;
    }

    /** Waits for what was asked for, for so long at most, in ns of real time. */
    boolean await(long nanos) {
        return errand.await(nanos);
    }

    /** Tells the last reading. */
    synchronized void tell(RawCounters counters, int index) {
        if (!sampled) {
            counters.fail(index, domain.zone() + " has not answered yet");
        } else if (failure != null) {
            counters.fail(index, failure);
        } else if (clock.nanoTime() - sampledNanos > LONGEST_AGE_NANOS) {
            counters.fail(
                    index,
                    domain.zone() + " has not answered for " + (clock.nanoTime() - sampledNanos) / 1_000_000 + " ms");
        } else {
            put(counters, index);
        }
    }

    private void put(RawCounters counters, int index) {
        if (beginnings != toldBeginnings) {
            toldBeginnings = beginnings;
            counters.restarted(index);
        }
        if (domain.quality() == Quality.ESTIMATED) {
            counters.putEstimate(
                    index, microjoules, (long) (microjoules * LOW_FACTOR), (long) Math.ceil(microjoules * HIGH_FACTOR));
        } else {
            counters.put(index, microjoules);
        }
        if (confirmed) {
            counters.confirm(index);
        }
    }

    /** Asks for whom it worked, if it tells that itself. */
    void askUse() {
        if (gpu.use().isPresent()) {
            useWanted = true;
            errand.ask();
        }
    }

    /** Tells for whom it worked, once that was answered. */
    void tellUse(boolean answered, int index, DeviceUse use) {
        if (answered) {
            busy.tell(index, use);
        } else {
            use.unknown(index);
        }
    }

    @Override
    public void close() {
        errand.close();
    }
}
