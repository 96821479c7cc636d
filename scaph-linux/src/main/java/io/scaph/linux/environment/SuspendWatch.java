package io.scaph.linux.environment;

import io.scaph.api.spi.NanoClock;
import io.scaph.api.spi.RawCounters;
import io.scaph.linux.machine.CpuTimes;
import io.scaph.linux.machine.UptimeFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.LongSupplier;

/**
 * Detects a suspend of the machine: it stops the monotonic clock but not the uptime in {@code /proc/uptime}
 * (CLOCK_BOOTTIME; clock_gettime(2), proc_uptime(5)). Allocates nothing while no error occurs. Not safe for use by several
 * threads.
 */
public final class SuspendWatch implements AutoCloseable {
    /** The uptime has a resolution of 10 ms; a suspend takes longer than this. */
    private static final long SHORTEST_NANOS = 500_000_000;

    /** If the thread was delayed for longer than this between reading the two clocks, they are not compared. */
    private static final long LONGEST_LOOK_NANOS = 100_000_000;

    private static final long NANOS_PER_MILLI = 1_000_000;

    private final UptimeFile uptime;
    private final NanoClock clock;
    private final LongSupplier wallMillis;
    private boolean based;
    private long lead;
    private long wallLead;

    /**
     * Starts to watch; the first look sets the baseline.
     *
     * @param procfs the root of {@code /proc}
     * @param clock a monotonic clock that stops while the machine is suspended
     */
    public SuspendWatch(Path procfs, NanoClock clock) {
        this(procfs, clock, System::currentTimeMillis);
    }

    /**
     * Starts to watch, with a wall clock from the caller.
     *
     * @param procfs the root of {@code /proc}
     * @param clock a monotonic clock that stops while the machine is suspended
     * @param wallMillis a wall clock, in ms, that continues during a suspend
     */
    public SuspendWatch(Path procfs, NanoClock clock, LongSupplier wallMillis) {
        uptime = new UptimeFile(procfs);
        this.clock = clock;
        this.wallMillis = wallMillis;
    }

    /**
     * Reports a suspend since the last look.
     *
     * @param counters where to report it
     */
    public void report(RawCounters counters) {
        if (wasSuspended()) {
            counters.suspended();
        }
    }

    /**
     * Compares both clocks.
     *
     * @return whether the machine was suspended since the last look; false if that is unknown
     */
    public boolean wasSuspended() {
        long before = clock.nanoTime();
        // A suspend also makes the wall clock leap, and reading that costs a fiftieth of the file: no leap, no suspend.
        long wall = wallMillis.getAsLong() * NANOS_PER_MILLI - before;
        long leap = wall - wallLead;
        wallLead = wall;
        if (based && leap < SHORTEST_NANOS) {
            return false;
        }
        long up;
        try {
            up = uptime.ticks() * CpuTimes.NANOS_PER_TICK;
        } catch (IOException e) {
            return false;
        }
        long after = clock.nanoTime();
        if (after - before > LONGEST_LOOK_NANOS) {
            return false;
        }
        long last = lead;
        boolean first = !based;
        lead = up - after;
        based = true;
        return !first && lead - last > SHORTEST_NANOS;
    }

    @Override
    public void close() {
        uptime.close();
    }
}
