package io.scaph.linux.process;

import io.scaph.api.internal.workload.ProcessIdentity;
import io.scaph.linux.machine.CpuTimes;
import io.scaph.linux.procfs.ProcessAccess;
import java.nio.file.Path;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The start times of processes by the wall clock. {@link #ticks} is for any thread, the rest for one. */
final class StartTimes {
    private static final Logger LOGGER = LoggerFactory.getLogger(StartTimes.class);

    private static final long MILLIS_PER_TICK = CpuTimes.NANOS_PER_TICK / 1_000_000;

    /** {@code btime} is in whole seconds, and the wall clock may be corrected slightly. */
    private static final long TOLERANCE_MILLIS = 2_000;

    private final Path procfs;
    private final ProcessAccess access;
    private volatile long bootMillis = -1;
    private boolean reported;
    private boolean isUptimeReported;

    StartTimes(Path procfs, ProcessAccess access) {
        this.procfs = procfs;
        this.access = access;
    }

    /**
     * Finds out when the machine was booted. Only once: the kernel computes {@code btime} from the wall clock, and it moves when
     * that is set. lxcfs may show the time of a container, or no time; a system call shows the right one.
     *
     * @param shownSeconds {@code btime}; below 0 if it is unknown
     * @param bootTicks the time since boot, from {@link ProcessAccess#bootTicks()}
     */
    void boot(long shownSeconds, long bootTicks) {
        if (bootMillis < 0) {
            long byClock = access.wallMillis() - bootTicks * MILLIS_PER_TICK;
            long shown = shownSeconds * 1_000;
            boolean wrong = access.hasClocks() && Math.abs(shown - byClock) > TOLERANCE_MILLIS;
            bootMillis = shownSeconds < 0 || wrong ? byClock : shown;
        }
    }

    /** The identity of a process; a start time in the future is wrong, so it is unknown. */
    ProcessIdentity identity(int pid, long startTicks) {
        long millis = bootMillis + startTicks * MILLIS_PER_TICK;
        boolean known = millis <= access.wallMillis() + TOLERANCE_MILLIS;
        if (!known && !reported) {
            reported = true;
            LOGGER.warn(
                    "by {}/stat and {}/uptime processes start in the future, as in a container with lxcfs: their start times are"
                            + " unknown; to have them, mount the host's /proc without lxcfs",
                    procfs,
                    procfs);
        }
        return new ProcessIdentity(pid, Instant.ofEpochMilli(millis), known);
    }

    /** A start time, in ticks since boot; below 0 before the first pass. */
    long ticks(Instant startTime) {
        return bootMillis < 0 ? -1 : (startTime.toEpochMilli() - bootMillis) / MILLIS_PER_TICK;
    }

    /** Warns, once, that the time since boot is not from the clock that start times use. */
    void warnOfUptime() {
        if (!isUptimeReported) {
            isUptimeReported = true;
            LOGGER.warn(
                    "{}/uptime is behind the start times of processes, as in a container with lxcfs: which processes are new is"
                            + " judged by their start times; to be exact, mount the host's /proc without lxcfs",
                    procfs);
        }
    }
}
