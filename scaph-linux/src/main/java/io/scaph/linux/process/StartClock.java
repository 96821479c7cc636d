package io.scaph.linux.process;

import io.scaph.linux.machine.CpuTimes;

/**
 * The clock that the kernel uses for the start times of processes, in ticks since the boot of the machine. It also decides
 * which processes are new.
 *
 * <p>{@code /proc/uptime} usually shows that clock. But lxcfs shows the uptime of a container there, which is less, or even 0
 * for a moment, while start times still count from the boot of the host. The start times themselves are reliable: the clock
 * has passed each of them, and advances with the monotonic clock from there. Both values are lower bounds, so the greater one
 * decides.
 *
 * <p>An uptime below a start time is proved wrong. Until then it is taken as right: if a hidden process (hidepid, a mount)
 * becomes visible, it may be taken for new if its age is less than the error of the uptime. After that, a process that is
 * younger than the youngest known process may be taken for new. It is charged at most what all CPUs could do since the last
 * pass: a process that used more is not new. Not safe for use by several threads.
 */
final class StartClock {
    private static final long SLACK_NANOS = 2 * CpuTimes.NANOS_PER_TICK;

    /** The clock had passed this when the monotonic clock was at {@link #provedNanos}. */
    private long provedTicks = Long.MIN_VALUE;

    private long provedNanos;
    private long uptimeTicks;
    private long beginNanos;
    private long lastUptimeTicks;
    private long lastBeginNanos;
    private boolean counting;

    /**
     * Starts a pass.
     *
     * @param monotonicNanos the monotonic clock, in ns; read before the uptime
     * @param uptime the time since boot as shown, in ticks
     */
    void begin(long monotonicNanos, long uptime) {
        beginNanos = monotonicNanos;
        uptimeTicks = uptime;
    }

    /**
     * Takes a start time.
     *
     * @param startTicks when a process started, in ticks since boot
     * @param monotonicNanos the monotonic clock after that was read, in ns
     */
    void passed(long startTicks, long monotonicNanos) {
        if (provedTicks == Long.MIN_VALUE || startTicks > proved(monotonicNanos)) {
            provedTicks = startTicks;
            provedNanos = monotonicNanos;
        }
    }

    private long proved(long monotonicNanos) {
        return provedTicks + Math.floorDiv(monotonicNanos - provedNanos, CpuTimes.NANOS_PER_TICK);
    }

    /** Whether the uptime of this pass is not from the clock that start times use. */
    boolean isUptimeWrong() {
        return provedTicks != Long.MIN_VALUE && proved(beginNanos) > uptimeTicks;
    }

    /** Whether an earlier pass succeeded, so that there may be new processes. */
    boolean isCounting() {
        return counting;
    }

    /**
     * Whether a process started after the last pass, so that all its CPU time belongs to this one.
     *
     * @param startTicks when it started; given to {@link #passed} before
     * @param cpuNanos the CPU time that it used, in ns
     * @param monotonicNanos the monotonic clock after that was read, in ns
     * @param cpus the number of CPUs that are online
     */
    boolean isNew(long startTicks, long cpuNanos, long monotonicNanos, int cpus) {
        if (!counting || startTicks < Math.max(lastUptimeTicks, proved(lastBeginNanos))) {
            return false;
        }
        return !isUptimeWrong() || cpuNanos <= (monotonicNanos - lastBeginNanos + SLACK_NANOS) * cpus;
    }

    /** Ends a pass that succeeded. */
    void end() {
        lastUptimeTicks = uptimeTicks;
        lastBeginNanos = beginNanos;
        counting = true;
    }
}
