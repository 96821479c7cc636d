package io.scaph.linux.procfs;

import io.scaph.api.internal.own.CpuClocks;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Access to the processes in one {@code /proc}: by system calls, or by files alone. Not safe for use by several
 * threads.
 */
public interface ProcessAccess extends AutoCloseable {
    /** Stands for a time or a number of bytes: the process does not exist, or this user may not read it. */
    int GONE = -1;

    /**
     * Lists the processes that exist.
     *
     * @param pids is cleared and filled
     * @throws IOException if they can't be listed; the message names the directory
     */
    void list(PidList pids) throws IOException;

    /**
     * Whether there are CPU clocks.
     *
     * @return false if {@code stat} is the source of CPU times
     */
    default boolean hasClocks() {
        return false;
    }

    /**
     * Returns the CPU time of a process and all its threads, including ended ones, but not its children. Only where
     * {@link #hasClocks}.
     *
     * @param pid the process
     * @return the time in ns; {@link #GONE} if the process does not exist
     */
    default long cpuNanos(int pid) {
        throw new UnsupportedOperationException("there are no clocks");
    }

    /**
     * The clocks of this process itself.
     *
     * @return clocks that are finer than the JVM's; empty if not available. For use by any thread, even after closing
     */
    default Optional<CpuClocks> ownClocks() {
        return Optional.empty();
    }

    /**
     * Reads a file in the directory of a process.
     *
     * @param pid the process
     * @param file the file's name
     * @param into takes the beginning of the file
     * @return the number of bytes, up to the length of {@code into}; {@link #GONE} if the process does not exist, or this
     *     user may not read the file
     * @throws IOException if no file can be read at all, for example because no descriptors are left
     */
    int read(int pid, String file, byte[] into) throws IOException;

    /**
     * Returns the clock that start times use, or the value shown in its place.
     *
     * @return the time since boot, in ticks of 10 ms; in a container with lxcfs it may be less, see StartClock
     * @throws IOException if it can't be read; the message names the file
     */
    long bootTicks() throws IOException;

    /** The monotonic clock, in ns; it advances as the clock of start times does. */
    default long monotonicNanos() {
        return System.nanoTime();
    }

    /** The wall clock, in ms since 1970. */
    default long wallMillis() {
        return System.currentTimeMillis();
    }

    /**
     * Adds the processes that ended since the last call, if the kernel reports them: each one before it can be waited for. Some
     * may be lost.
     *
     * @param exits is added to
     */
    default void exits(List<ProcessExit> exits) {}

    /** Releases all resources; does nothing the second time. */
    @Override
    void close();
}
