package io.scaph.profiler;

import io.scaph.api.Monitor;
import io.scaph.api.internal.thread.BackgroundThreads;
import io.scaph.api.snapshot.Snapshot;
import io.scaph.api.snapshot.SnapshotReader;
import io.scaph.profiler.internal.division.EnergyDivision;
import io.scaph.profiler.internal.division.Reading;
import io.scaph.profiler.internal.sampling.StackSampler;
import io.scaph.profiler.internal.sampling.ThreadClocks;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Measures which methods of this JVM use its energy. The JDK's flight recorder samples the stacks of its threads. The energy of
 * the application, as the monitor measures it, is divided among the threads by their CPU time, and the energy of each thread
 * among its samples. Nothing is lost, to the microjoule:
 *
 * <pre>energy of this JVM = sum of stacks + unsampled + gc + jit + runtime</pre>
 *
 * <p>What the JVM uses for itself is only known if the monitor was opened with {@link
 * io.scaph.api.workload.WorkloadDetail#JVM}. Other recordings of the flight recorder are not changed. Safe for use by several
 * threads; never keeps a JVM alive.
 */
public final class EnergyProfiler implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(EnergyProfiler.class);
    private static final Duration USUAL_PERIOD = Duration.ofMillis(20);
    private static final Duration SHORTEST_PERIOD = Duration.ofMillis(10);
    private static final Duration LONGEST_PERIOD = Duration.ofSeconds(1);

    /** The flight recorder delivers once a second; at the end of the JVM not at all, and a shutdown hook must be quick. */
    private static final long DELIVERY_NANOS = 2_000_000_000L;

    private static final long END_MILLIS = 1_000;

    private final Monitor monitor;
    private final SnapshotReader reader;
    private final ThreadClocks clocks;
    private final StackSampler sampler;
    private final EnergyDivision division;
    private final Thread thread = BackgroundThreads.create("scaph-profiler", this::follow);
    private volatile boolean closed;
    // Under the lock of this object.
    private @Nullable EnergyProfile result;

    /** Starts with the next tick: what it costs to start the sampler is not part of the profile. */
    EnergyProfiler(Monitor monitor, SnapshotReader reader, ThreadClocks clocks, StackSampler sampler)
            throws ProfilerUnavailableException {
        this.monitor = monitor;
        this.reader = reader;
        this.clocks = clocks;
        this.sampler = sampler;
        Reading first = Reading.of(reader.refresh(), clocks.read());
        if (first.line() == null) {
            throw new ProfilerUnavailableException(
                    "the monitor does not see this process; open it with a workload source that lists it");
        }
        division = new EnergyDivision(first, first.line());
        sampler.deliverTo(division::add, division::settle);
        thread.start();
    }

    /**
     * Starts to profile this JVM, with a sample for every 20 ms.
     *
     * @param monitor measures the energy; stays open until the profiler is stopped
     * @return a running profiler; the caller stops or closes it
     * @throws ProfilerUnavailableException if this JVM can't be profiled
     */
    public static EnergyProfiler start(Monitor monitor) throws ProfilerUnavailableException {
        return start(monitor, USUAL_PERIOD);
    }

    /**
     * Starts to profile this JVM.
     *
     * @param monitor measures the energy; stays open until the profiler is stopped
     * @param period the CPU time of a thread between two of its samples, on JDK 24 and earlier the wall clock's time; at least
     *     10 ms, since shorter periods give no more samples, and at most 1 s
     * @return a running profiler; the caller stops or closes it
     * @throws ProfilerUnavailableException if this JVM can't be profiled
     * @throws IllegalArgumentException if the period is out of range
     */
    public static EnergyProfiler start(Monitor monitor, Duration period) throws ProfilerUnavailableException {
        if (period.compareTo(SHORTEST_PERIOD) < 0 || period.compareTo(LONGEST_PERIOD) > 0) {
            throw new IllegalArgumentException(
                    "the period of samples must be from 10 ms to 1 s, not " + period.toMillis() + " ms");
        }
        ThreadClocks clocks = ThreadClocks.open()
                .orElseThrow(() -> new ProfilerUnavailableException(
                        "this JVM does not measure the CPU time of its threads; use HotSpot, and don't switch it off"));
        StackSampler sampler;
        try {
            sampler = StackSampler.start(period);
        } catch (IOException e) {
            throw new ProfilerUnavailableException(e);
        }
        SnapshotReader reader = monitor.reader();
        try {
            return new EnergyProfiler(monitor, reader, clocks, sampler);
        } catch (ProfilerUnavailableException | RuntimeException e) {
            reader.close();
            sampler.close();
            throw e;
        }
    }

    /** Follows the ticks until the profiler or the monitor is closed. */
    private void follow() {
        long last = -1;
        while (!closed) {
            try {
                Snapshot tick = reader.awaitNext();
                if (tick.sequence() == last) {
                    return;
                }
                last = tick.sequence();
                division.add(Reading.of(tick, clocks.read()));
                sampler.mark(last);
            } catch (InterruptedException e) {
                LOGGER.trace("an interrupt ends the wait if the profiler is closed", e);
            } catch (RuntimeException e) {
                LOGGER.warn("a tick is not profiled; its energy is divided with that of the next: {}", e.toString(), e);
            }
        }
    }

    /**
     * Returns the profile from the start until now. Waits about a second, for the samples until now to be delivered; at the end
     * of the JVM up to 2 s, and the energy of samples that are not delivered in this time is unsampled.
     *
     * @return the profile up to now; the last one if the profiler was stopped
     */
    public EnergyProfile profile() {
        EnergyProfile last = result();
        if (last != null) {
            return last;
        }
        if (!closed) {
            settle();
        }
        return new EnergyProfile(division.totals(), sampler.tally(), sampler.periodNanos(), sampler.isByCpuTime());
    }

    private synchronized @Nullable EnergyProfile result() {
        return result;
    }

    private void settle() {
        boolean interrupted = Thread.interrupted();
        long tick;
        try (SnapshotReader now = monitor.reader()) {
            tick = now.refresh().sequence();
        }
        try {
            division.await(tick, DELIVERY_NANOS);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        // Does nothing if the samples have come.
        division.settle(tick);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Stops to profile.
     *
     * @return the profile from the start until now, as {@link #profile()}
     */
    public synchronized EnergyProfile stop() {
        if (result == null) {
            result = profile();
            close();
        }
        return result;
    }

    /** Stops to profile without a result. Waits at most 1 s. Does nothing if the profiler is stopped already. */
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        BackgroundThreads.join(thread, END_MILLIS);
        sampler.close();
        reader.close();
    }
}
