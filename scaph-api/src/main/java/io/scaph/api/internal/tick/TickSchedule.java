package io.scaph.api.internal.tick;

import io.scaph.api.internal.host.HostCounters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * When a loop ticks and when it only reads the counters. All times are in ns, on the monitor's clock. Not safe for use by
 * several threads.
 */
final class TickSchedule {
    private static final Logger LOGGER = LoggerFactory.getLogger(TickSchedule.class);

    private static final long SECOND_NANOS = 1_000_000_000;

    /** Counters are read at least this often: some sensors integrate power, or estimate it from the load since a reading. */
    private static final long LONGEST_READ_NANOS = SECOND_NANOS;

    private static final long EARLY_NANOS = 20 * SECOND_NANOS;
    private static final long EARLY_PERIOD_NANOS = 30_000_000;

    private final HostCounters counters;
    private final long periodNanos;
    private final long start;
    private long nextTick;
    private long lastRead;

    /** Starts with a tick at {@code start}. */
    TickSchedule(HostCounters counters, long periodNanos, long start) {
        this.counters = counters;
        this.periodNanos = periodNanos;
        this.start = start;
        nextTick = start + periodNanos;
        lastRead = start;
    }

    /** When to read the counters next, at a tick or between two. */
    long nextRead() {
        long next = lastRead + readPeriod();
        return next - nextTick < 0 ? next : nextTick;
    }

    /**
     * How often to read the counters. At the start they are read often, to see when they move for the first time, as energy is
     * known from then on.
     */
    private long readPeriod() {
        long period = Math.min(Math.min(periodNanos, LONGEST_READ_NANOS), counters.wrapPeriodNanos());
        return lastRead - start > EARLY_NANOS || counters.dated()
                ? period
                : Math.min(period, Math.max(EARLY_PERIOD_NANOS, counters.stepNanos()));
    }

    /** Starts a reading of the counters; returns whether a tick is due. */
    boolean isTickDue(long now) {
        lastRead = now;
        return now - nextTick >= 0;
    }

    /** Notes a tick that a reader requested: the next one is due a period later. */
    void requestedTick() {
        nextTick = lastRead + periodNanos;
    }

    /** Notes a tick that was due. A late one does not move the following ones; those that were missed are left out. */
    void dueTick() {
        nextTick += periodNanos;
        if (nextTick - lastRead <= 0) {
            long missed = (lastRead - nextTick) / periodNanos + 1;
            LOGGER.debug("{} ticks missed: the machine is too busy", missed);
            nextTick += missed * periodNanos;
        }
    }
}
