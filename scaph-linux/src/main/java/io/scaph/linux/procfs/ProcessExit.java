package io.scaph.linux.procfs;

/**
 * A process that ended, as the kernel reports it.
 *
 * @param pid its pid
 * @param parentPid the pid of its parent when it ended
 * @param uid its real user
 * @param name its name
 * @param startSeconds when it started, in seconds since 1970
 * @param cpuNanos the CPU time of all its threads, up to the last tick or switch before its end, in ns
 */
public record ProcessExit(int pid, int parentPid, long uid, String name, long startSeconds, long cpuNanos) {}
