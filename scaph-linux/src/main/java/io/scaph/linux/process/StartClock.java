package io.scaph.linux.process;

import io.scaph.linux.machine.CpuTimes;

/**
 * The clock by which the kernel gives the start times of processes, in ticks since the boot of the machine, and with it the
 * decision which processes are new.
 *
 * <p>{@code /proc/uptime} shows that clock, but not everywhere: lxcfs puts the uptime of a container there, which is less, or
 * even 0 for a moment, while start times still count from the boot of the host. What can be trusted is the start times
 * themselves: the clock has passed each of them, and advances with the monotonic clock from there. Both are lower bounds,
 * so the greater of the two decides.
 *
 * <p>An uptime that is behind a start time is proved wrong. Until then it is taken as right: a process that was hidden
 * (hidepid, a mount) and becomes visible may then pass for a new one, if it is younger than the uptime is wrong by. And from
 * then on one that is younger than the youngest process known may. The latter is charged at most what all CPUs could do
 * since the last pass: one that used more is no new process. Not safe for use by several threads.
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
     * Begins a pass.
     *
     * @param monotonicNanos the monotonic clock, in ns; read before the uptime
     * @param uptime what is shown as the time since boot, in ticks
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

    /** Whether the uptime of this pass can't be of the clock of start times. */
    boolean isUptimeWrong() {
        return provedTicks != Long.MIN_VALUE && proved(beginNanos) > uptimeTicks;
    }

    /** Whether a pass came through before this one, so that there may be new processes. */
    boolean isCounting() {
        return counting;
    }

    /**
     * Whether a process started after the last pass, so that all its CPU time belongs to this one.
     *
     * @param startTicks when it started; given to {@link #passed} before
     * @param cpuNanos the CPU time that it used, in ns
     * @param monotonicNanos the monotonic clock after that was read, in ns
     * @param cpus how many CPUs are online
     */
    boolean isNew(long startTicks, long cpuNanos, long monotonicNanos, int cpus) {
        if (!counting || startTicks < Math.max(lastUptimeTicks, proved(lastBeginNanos))) {
            return false;
        }
        return !isUptimeWrong() || cpuNanos <= (monotonicNanos - lastBeginNanos + SLACK_NANOS) * cpus;
    }

    /** Ends a pass that came through. */
    void end() {
        lastUptimeTicks = uptimeTicks;
        lastBeginNanos = beginNanos;
        counting = true;
    }
}
