package io.scaph.linux.process;

import io.scaph.linux.description.ProcessDescriptions.ProcessDescription;
import io.scaph.linux.procfs.ProcessExit;
import io.scaph.linux.procfs.ProcessStat;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one pass over {@code /proc} found: the input of {@link ProcessTable#apply}. It has a row for each process that exists, in
 * ascending order of pids. The same object is filled in each pass, so that unchanged processes cause no allocation. Not safe
 * for use by several threads.
 */
final class Observations {
    private static final int INITIAL = 256;
    private static final long GONE = -1;

    private int size;
    private int[] pids = new int[INITIAL];
    private long[] cpuNanos = new long[INITIAL];
    private @Nullable ProcessStat[] stats = new @Nullable ProcessStat[INITIAL];
    private @Nullable ProcessDescription[] descriptions = new @Nullable ProcessDescription[INITIAL];
    private final List<ProcessExit> exits = new ArrayList<>();
    private int listedExits;
    private long beginNanos;
    private long endNanos;
    private long bootTicks;
    private int cpus = 1;

    /**
     * Starts a pass: removes all rows. Exits stay until the table has applied them.
     *
     * @param monotonicNanos the monotonic clock, in ns; read before the time since boot
     * @param ticksSinceBoot the time since boot as shown, in ticks
     * @param onlineCpus the number of CPUs that are online
     */
    void begin(long monotonicNanos, long ticksSinceBoot, int onlineCpus) {
        beginNanos = monotonicNanos;
        bootTicks = ticksSinceBoot;
        cpus = onlineCpus;
        Arrays.fill(stats, 0, size, null);
        Arrays.fill(descriptions, 0, size, null);
        size = 0;
    }

    /** Marks the time before which all exits so far were reported: processes listed from now on started after them. */
    void beginList() {
        listedExits = exits.size();
    }

    /** Adds a row without a {@code stat}: a process that exists. */
    void add(int pid, long cpuTimeNanos) {
        if (size == pids.length) {
            int capacity = size * 2;
            pids = Arrays.copyOf(pids, capacity);
            cpuNanos = Arrays.copyOf(cpuNanos, capacity);
            stats = Arrays.copyOf(stats, capacity);
            descriptions = Arrays.copyOf(descriptions, capacity);
        }
        pids[size] = pid;
        cpuNanos[size++] = cpuTimeNanos;
    }

    /** Adds to a row the content of the process's {@code stat}; without CPU clocks, its CPU time counts. */
    void addStat(int row, ProcessStat stat, @Nullable ProcessDescription description, boolean isClock) {
        stats[row] = stat;
        descriptions[row] = description;
        if (!isClock) {
            cpuNanos[row] = stat.cpuNanos();
        }
    }

    /** Removes a process that ended during the pass. */
    void removeGone(int row) {
        cpuNanos[row] = GONE;
    }

    /** Ends a pass: all its readings are older than this time of the monotonic clock. */
    void end(long monotonicNanos) {
        endNanos = monotonicNanos;
    }

    int size() {
        return size;
    }

    boolean isThere(int row) {
        return cpuNanos[row] != GONE;
    }

    int pid(int row) {
        return pids[row];
    }

    long cpuNanos(int row) {
        return cpuNanos[row];
    }

    /** The {@code stat} of a process that is new or may have changed; null if it was not read. */
    @Nullable
    ProcessStat stat(int row) {
        return stats[row];
    }

    /** The description of a process with a {@code stat} that was read. */
    @Nullable
    ProcessDescription description(int row) {
        return descriptions[row];
    }

    /** The exits that the kernel reported and the table has not applied yet. */
    List<ProcessExit> exits() {
        return exits;
    }

    /** The number of exits reported before the list was made: these processes can be in the list only as zombies. */
    int listedExits() {
        return listedExits;
    }

    long beginNanos() {
        return beginNanos;
    }

    long endNanos() {
        return endNanos;
    }

    long bootTicks() {
        return bootTicks;
    }

    int cpus() {
        return cpus;
    }
}
