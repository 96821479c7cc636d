package io.scaph.api.internal.tick;

import io.scaph.api.internal.flight.FlightRecording;
import io.scaph.api.internal.host.HostCounters;
import io.scaph.api.internal.snapshot.TickSnapshot;
import io.scaph.api.internal.thread.BackgroundThreads;
import io.scaph.api.snapshot.Snapshot;
import io.scaph.api.snapshot.SnapshotReader;
import io.scaph.api.spi.NanoClock;
import io.scaph.api.workload.ProcessInfo;
import io.scaph.api.workload.Resources;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs ticks, on an absolute schedule of a daemon thread or when a reader requests one, and publishes their snapshots. Safe
 * for use by several threads: only one tick runs at a time, and snapshots are immutable.
 */
public final class TickLoop implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(TickLoop.class);

    private static final long CLOSE_WAIT_MILLIS = 2_000;

    private static final long RECENT_PATIENCE_NANOS = 1_000_000_000;

    private final Tick tick;
    private final NanoClock clock;
    private final FlightRecording flight = FlightRecording.open();
    private final TickRequests requests = new TickRequests();
    private final List<TickReader> readers = new CopyOnWriteArrayList<>();
    private final long periodNanos;
    private final @Nullable Thread thread;
    private final @Nullable TickWatch watch;

    /** Whether the thread ended without {@code close}. */
    private volatile boolean ended;

    private volatile TickSnapshot latest;
    private volatile Recent recent;

    private TickLoop(Tick tick, NanoClock clock, long periodNanos) {
        this.tick = tick;
        this.clock = clock;
        this.periodNanos = periodNanos;
        // The baseline. There are no readers yet, and the thread starts after it.
        latest = tick.run(Long.MAX_VALUE);
        recent = Recent.first(latest, tick);
        thread = periodNanos == 0 ? null : BackgroundThreads.create("scaph-monitor", this::loop);
        watch = periodNanos == 0 ? null : new TickWatch(tick, () -> clock.nanoTime() - latest.nanoTime(), periodNanos);
    }

    /**
     * Takes the baseline, then ticks at a steady pace.
     *
     * @param tick what to run
     * @param clock the monitor's clock
     * @param periodNanos the time between two ticks, in ns, above 0
     * @return the running loop
     */
    public static TickLoop start(Tick tick, NanoClock clock, long periodNanos) {
        TickLoop loop = new TickLoop(tick, clock, periodNanos);
        if (loop.thread != null && loop.watch != null) {
            loop.thread.start();
            loop.watch.start();
        }
        return loop;
    }

    /**
     * Takes the baseline, then ticks when a reader requests it, on the thread of the reader.
     *
     * @param tick what to run
     * @param clock the monitor's clock
     * @return the loop
     */
    public static TickLoop manual(Tick tick, NanoClock clock) {
        return new TickLoop(tick, clock, 0);
    }

    private void loop() {
        TickSchedule schedule = new TickSchedule(tick.counters(), periodNanos, latest.nanoTime());
        try {
            while (requests.awaitDue(clock, schedule.nextRead())) {
                if (schedule.isTickDue(clock.nanoTime())) {
                    requests.run(this::runGuarded);
                    schedule.dueTick();
                } else if (requests.isRequested()) {
                    requests.run(this::runGuarded);
                    schedule.requestedTick();
                } else {
                    pollGuarded();
                }
            }
        } finally {
            // A fatal error ends the thread: no reader must wait for it, and health checks must fail.
            if (!requests.isClosed()) {
                ended = true;
                LOGGER.error("a fatal error ended the monitor: nothing is measured from here on");
            }
            end();
            tick.close();
        }
    }

    private void runGuarded() {
        if (Thread.interrupted()) {
            LOGGER.trace("an interrupt is ignored");
        }
        try {
            runTick();
        } catch (RuntimeException e) {
            LOGGER.error("a tick failed; the next one goes on from the one before: {}", e.toString(), e);
        }
    }

    private void pollGuarded() {
        try {
            tick.counters().poll();
        } catch (RuntimeException e) {
            LOGGER.error("reading between two ticks failed: {}", e.toString(), e);
        }
    }

    /** Runs a tick and publishes its snapshot; by one thread at a time. */
    private void runTick() {
        long seenByAll = Long.MAX_VALUE;
        for (TickReader reader : readers) {
            seenByAll = Math.min(seenByAll, reader.seen());
        }
        Snapshot before = latest;
        TickSnapshot now = tick.run(seenByAll);
        recent = recent.next(now, tick);
        latest = now;
        flight.tick(before, now);
    }

    private void end() {
        requests.close();
        if (watch != null) {
            watch.close();
        }
        flight.close();
    }

    /**
     * Returns the flight recorder that receives what is measured.
     *
     * @return the flight recorder
     */
    public FlightRecording flight() {
        return flight;
    }

    /**
     * Returns what the last two ticks knew of the host.
     *
     * @return totals
     */
    public Recent recent() {
        return recent;
    }

    /**
     * Returns the counters that are read.
     *
     * @return the counters, for any thread
     */
    public HostCounters counters() {
        return tick.counters();
    }

    /**
     * Returns whether it ticks only when a reader requests it.
     *
     * @return true if it has no thread
     */
    public boolean isManual() {
        return thread == null;
    }

    /**
     * Returns whether it was closed.
     *
     * @return true if nothing is read any more
     */
    public boolean isClosed() {
        return requests.isClosed();
    }

    /**
     * Opens a reader.
     *
     * @return the reader, which has seen the latest snapshot
     */
    public SnapshotReader reader() {
        TickReader reader = new TickReader(this);
        readers.add(reader);
        return reader;
    }

    void remove(TickReader reader) {
        readers.remove(reader);
    }

    Snapshot latest() {
        return latest;
    }

    /** Waits for a tick that begins after this call. */
    void refresh() {
        refresh(Long.MAX_VALUE);
    }

    private void refresh(long patienceNanos) {
        if (thread == null) {
            requests.runNow(this::runTick);
        } else {
            requests.request(patienceNanos);
        }
    }

    /** Waits for a tick, but not for ever, if the latest snapshot is older than some time. */
    void refreshIfOlder(Duration age) {
        if (Duration.ofNanos(clock.nanoTime() - latest.nanoTime()).compareTo(age) > 0) {
            refresh(RECENT_PATIENCE_NANOS);
        }
    }

    /** Waits for a tick that begins at or after a deadline. */
    void awaitUntil(long deadlineNanos) throws InterruptedException {
        clock.sleepUntil(deadlineNanos);
        // The tick that is running may have begun after the deadline.
        requests.awaitRunning();
        if (latest.nanoTime() - deadlineNanos < 0) {
            refresh();
        }
    }

    /** Waits for a snapshot after one that was seen, without requesting a tick. */
    void awaitNewerThan(long seen) throws InterruptedException {
        requests.awaitUntil(() -> latest.sequence() > seen);
    }

    boolean isCurrent() {
        return !ended && (watch == null || isClosed() || watch.late().isEmpty());
    }

    Optional<String> trouble() {
        if (ended) {
            return Optional.of("a fatal error ended the monitor");
        }
        return watch == null || isClosed() ? Optional.empty() : watch.late().or(tick.counters()::blockage);
    }

    Optional<Resources> resources(ProcessInfo process) {
        return tick.resources(process);
    }

    @Override
    public void close() {
        if (thread == null) {
            requests.closeWith(tick::close);
        }
        end();
        if (thread != null) {
            BackgroundThreads.join(thread, CLOSE_WAIT_MILLIS);
        }
    }
}
