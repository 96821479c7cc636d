package io.scaph.api.internal.tick;

import io.scaph.api.internal.flight.FlightRecording;
import io.scaph.api.internal.snapshot.TickSnapshot;
import io.scaph.api.internal.thread.BackgroundThreads;
import io.scaph.api.snapshot.Snapshot;
import io.scaph.api.snapshot.SnapshotReader;
import io.scaph.api.spi.NanoClock;
import io.scaph.api.workload.ProcessInfo;
import io.scaph.api.workload.Resources;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs ticks, on an absolute schedule of a daemon thread or when a reader asks, and hands out their snapshots. Safe for
 * use by several threads: every tick runs on one thread at a time, and snapshots are immutable.
 */
public final class TickLoop implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(TickLoop.class);
    private static final long CLOSE_WAIT_MILLIS = 2_000;

    private static final long EARLY_NANOS = 20_000_000_000L;
    private static final long EARLY_PERIOD_NANOS = 30_000_000;

    /** A tick that was asked for stands in for the regular one if that is due within this part of the period. */
    private static final int NEAR = 8;

    private final Tick tick;
    private final NanoClock clock;
    private final FlightRecording flight = FlightRecording.open();
    private final @Nullable Thread thread;
    private final @Nullable TickWatch watch;
    private final long periodNanos;

    private final List<Reader> readers = new CopyOnWriteArrayList<>();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition wanted = lock.newCondition();
    private final Condition published = lock.newCondition();
    // Under the lock.
    private long begun;
    private long done;
    private long asked;
    /** Written under the lock. Read without it: a tick on request holds it while it reads the processes. */
    private volatile boolean closed;

    /** The thread ended by itself. */
    private volatile boolean ended;

    private volatile TickSnapshot latest;
    private volatile Recent recent;

    private TickLoop(Tick tick, NanoClock clock, long periodNanos) {
        this.tick = tick;
        this.clock = clock;
        this.periodNanos = periodNanos;
        // The baseline. No reader is there yet, and the thread, if there will be one, is started after it.
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
     * @param periodNanos the time between two ticks, above 0
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
     * Takes the baseline, then ticks when a reader asks, on the reader's thread.
     *
     * @param tick what to run
     * @param clock the monitor's clock
     * @return the loop
     */
    public static TickLoop manual(Tick tick, NanoClock clock) {
        return new TickLoop(tick, clock, 0);
    }

    private void loop() {
        long next = latest.nanoTime() + periodNanos;
        long start = latest.nanoTime();
        long read = start;
        try {
            while (awaitDue(Math.min(next, read + readPeriod(read - start)))) {
                read = clock.nanoTime();
                if (read - next >= 0 || isAsked()) {
                    runGuarded();
                    next = after(next, read);
                } else {
                    pollGuarded();
                }
            }
        } finally {
            // A fatal error ends the thread: no reader must wait for it, and health checks must fail.
            if (!closed) {
                ended = true;
                LOGGER.error("a fatal error ended the monitor: nothing is measured from here on");
            }
            underLock(this::end);
            tick.close();
        }
    }

    private void pollGuarded() {
        try {
            tick.poll();
        } catch (RuntimeException e) {
            LOGGER.error("reading between two ticks failed: {}", e.toString(), e);
        }
    }

    /**
     * Counters that wrap within a period are read in between; in the beginning all are read often, to see when they move for
     * the first time: energy is known from there on.
     */
    private long readPeriod(long sinceStart) {
        long readPeriodNanos = Math.min(periodNanos, tick.wrapPeriodNanos());
        return sinceStart > EARLY_NANOS || tick.dated()
                ? readPeriodNanos
                : Math.min(readPeriodNanos, Math.max(EARLY_PERIOD_NANOS, tick.stepNanos()));
    }

    private boolean isAsked() {
        lock.lock();
        try {
            return asked > done;
        } finally {
            lock.unlock();
        }
    }

    /** Under the lock. */
    private void end() {
        closed = true;
        if (watch != null) {
            watch.close();
        }
        flight.close();
        wanted.signal();
        published.signalAll();
    }

    /** Absolute: a late tick does not move the following ones; those that were missed altogether are left out. */
    private long after(long due, long now) {
        long next = due;
        if (next - now < periodNanos / NEAR) {
            next += periodNanos;
        }
        if (next - now <= 0) {
            long missed = (now - next) / periodNanos + 1;
            LOGGER.debug("{} ticks missed: the machine is too busy", missed);
            next += missed * periodNanos;
        }
        return next;
    }

    /** Waits for the time, a wish or the end; false at the end. */
    private boolean awaitDue(long due) {
        lock.lock();
        try {
            while (!closed && asked <= done) {
                long wait = due - clock.nanoTime();
                if (wait <= 0) {
                    break;
                }
                try {
                    wanted.awaitNanos(wait);
                } catch (InterruptedException e) {
                    // Nobody has a right to interrupt this thread, though a sensor may: the schedule stands.
                    LOGGER.trace("an interrupt is ignored", e);
                }
            }
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    private void runGuarded() {
        if (Thread.interrupted()) {
            LOGGER.trace("an interrupt is ignored");
        }
        underLock(() -> begun++);
        try {
            publish(tick.run(seenByAll()));
        } catch (RuntimeException e) {
            LOGGER.error("a tick failed; the next one goes on from the one before: {}", e.toString(), e);
        } finally {
            underLock(() -> {
                done = begun;
                published.signalAll();
            });
        }
    }

    private void underLock(Runnable change) {
        lock.lock();
        try {
            change.run();
        } finally {
            lock.unlock();
        }
    }

    private long seenByAll() {
        long seen = Long.MAX_VALUE;
        for (Reader reader : readers) {
            seen = Math.min(seen, reader.seen);
        }
        return seen;
    }

    /** Only by whoever ticks. */
    private void publish(TickSnapshot snapshot) {
        Snapshot before = latest;
        recent = recent.next(snapshot, tick);
        latest = snapshot;
        flight.tick(before, snapshot);
    }

    /**
     * Where to tell what is measured.
     *
     * @return the flight recorder
     */
    public FlightRecording flight() {
        return flight;
    }

    /**
     * What the last two ticks knew of the host.
     *
     * @return totals
     */
    public Recent recent() {
        return recent;
    }

    /**
     * The time between two moves of the host's counters. For any thread.
     *
     * @return ns
     */
    public long stepNanos() {
        return tick.stepNanos();
    }

    /**
     * The host's counters, read now. For any thread.
     *
     * @return the host at a moment up to 2 ms ago; the last one if the loop is closed
     */
    public Sample sample() {
        return tick.sample();
    }

    /**
     * Whether it ticks only when a reader asks.
     *
     * @return true if it has no thread
     */
    public boolean isManual() {
        return thread == null;
    }

    /**
     * Whether it was closed.
     *
     * @return true if nothing is read any more
     */
    public boolean isClosed() {
        return closed;
    }

    /**
     * Opens a place to read from.
     *
     * @return the reader
     */
    public SnapshotReader reader() {
        Reader reader = new Reader();
        readers.add(reader);
        return reader;
    }

    private Snapshot refresh() {
        if (thread == null) {
            lock.lock();
            try {
                if (!closed) {
                    publish(tick.run(seenByAll()));
                    published.signalAll();
                }
                return latest;
            } finally {
                lock.unlock();
            }
        }
        lock.lock();
        try {
            long ticket = begun + 1;
            asked = Math.max(asked, ticket);
            wanted.signal();
            awaitDone(ticket);
        } finally {
            lock.unlock();
        }
        return latest;
    }

    /** Under the lock. */
    private void awaitDone(long ticket) {
        try {
            while (!closed && done < ticket) {
                published.await();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A tick that is just running may have begun after the deadline: then it will do. */
    private void awaitRunning() {
        lock.lock();
        try {
            awaitDone(begun);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        underLock(() -> {
            if (thread == null && !closed) {
                tick.close();
            }
            end();
        });
        if (thread != null) {
            BackgroundThreads.join(thread, CLOSE_WAIT_MILLIS);
        }
    }

    private final class Reader implements SnapshotReader {
        private volatile long seen = latest.sequence();

        private Snapshot hand(Snapshot snapshot) {
            seen = snapshot.sequence();
            return snapshot;
        }

        @Override
        public Snapshot latest() {
            return hand(latest);
        }

        @Override
        public Snapshot refresh() {
            return hand(TickLoop.this.refresh());
        }

        @Override
        public Snapshot awaitUntil(long deadlineNanos) throws InterruptedException {
            clock.sleepUntil(deadlineNanos);
            awaitRunning();
            if (latest.nanoTime() - deadlineNanos < 0) {
                TickLoop.this.refresh();
            }
            return hand(latest);
        }

        @Override
        public Snapshot awaitNext() throws InterruptedException {
            lock.lockInterruptibly();
            try {
                while (!closed && latest.sequence() <= seen) {
                    published.await();
                }
            } finally {
                lock.unlock();
            }
            return hand(latest);
        }

        @Override
        public boolean isCurrent() {
            return health().current();
        }

        @Override
        public Optional<String> trouble() {
            return health().trouble();
        }

        private Health health() {
            if (ended) {
                return new Health(false, Optional.of("a fatal error ended the monitor"));
            }
            return watch == null || isClosed() ? Health.GOOD : watch.health();
        }

        @Override
        public Optional<Resources> resources(ProcessInfo process) {
            return tick.resources(process);
        }

        @Override
        public void close() {
            readers.remove(this);
        }
    }
}
