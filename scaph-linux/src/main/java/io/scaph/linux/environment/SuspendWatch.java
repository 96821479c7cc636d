package io.scaph.linux.environment;

import io.scaph.api.spi.NanoClock;
import io.scaph.api.spi.RawCounters;
import io.scaph.linux.machine.CpuTimes;
import io.scaph.linux.machine.UptimeFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.LongSupplier;

/**
 * Notices that the machine was suspended: the monotonic clock stands still meanwhile, the uptime in {@code /proc/uptime}
 * does not (CLOCK_BOOTTIME; clock_gettime(2), proc_uptime(5)). Allocates nothing while all goes well. Not safe for use by
 * several threads.
 */
public final class SuspendWatch implements AutoCloseable {
    /** The uptime has a resolution of 10 ms; a suspend takes longer than this. */
    private static final long SHORTEST_NANOS = 500_000_000;

    /** If the thread was held up for longer between reading the two clocks, they are not compared. */
    private static final long LONGEST_LOOK_NANOS = 100_000_000;

    private static final long NANOS_PER_MILLI = 1_000_000;

    private final UptimeFile uptime;
    private final NanoClock clock;
    private final LongSupplier wallMillis;
    private boolean based;
    private long lead;
    private long wallLead;

    /**
     * Begins to watch; the first look sets the baseline.
     *
     * @param procfs the root of {@code /proc}
     * @param clock a monotonic clock that stands still while the machine is suspended
     */
    public SuspendWatch(Path procfs, NanoClock clock) {
        this(procfs, clock, System::currentTimeMillis);
    }

    /**
     * Begins to watch by a wall clock of the caller's.
     *
     * @param procfs the root of {@code /proc}
     * @param clock a monotonic clock that stands still while the machine is suspended
     * @param wallMillis a wall clock, in ms, which goes on meanwhile
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
     * Looks at both clocks.
     *
     * @return whether the machine was suspended since the last look; false if that is unknown
     */
    public boolean wasSuspended() {
        long before = clock.nanoTime();
        // The wall clock leaps too, and costs a fiftieth of the file: where it went along there was no suspend.
        long wall = wallMillis.getAsLong() * NANOS_PER_MILLI - before;
        long leap = wall - wallLead;
        wallLead = wall;
        if (based && leap < SHORTEST_NANOS) {
            return false;
        }
        long up = uptimeNanos();
        long after = clock.nanoTime();
        if (up < 0 || after - before > LONGEST_LOOK_NANOS) {
            return false;
        }
        long last = lead;
        boolean first = !based;
        lead = up - after;
        based = true;
        return !first && lead - last > SHORTEST_NANOS;
    }

    /** -1 if it can't be read. */
    private long uptimeNanos() {
        try {
            return uptime.ticks() * CpuTimes.NANOS_PER_TICK;
        } catch (IOException e) {
            return -1;
        }
    }

    @Override
    public void close() {
        uptime.close();
    }
}
