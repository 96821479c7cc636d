package io.scaph.linux.procfs;

import io.scaph.api.internal.own.CpuClocks;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * How the processes in one {@code /proc} are got at: by system calls, or by files alone. Not safe for use by several
 * threads.
 */
public interface ProcessAccess extends AutoCloseable {
    /** In place of a time or of a number of bytes: there is no such process, or it is closed to this user. */
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
     * @return false if CPU times are to be taken from {@code stat}
     */
    boolean hasClocks();

    /**
     * The CPU time of a process and all its threads, ended ones included, but not its children. Only where
     * {@link #hasClocks}.
     *
     * @param pid which
     * @return the time in ns; {@link #GONE} if there is no such process
     */
    long cpuNanos(int pid);

    /**
     * The clocks of this process itself.
     *
     * @return clocks that are finer than the JVM's; empty if there are none. For use by any thread, after closing as well
     */
    default Optional<CpuClocks> ownClocks() {
        return Optional.empty();
    }

    /**
     * Reads a file in the directory of a process.
     *
     * @param pid which process
     * @param file the file's name
     * @param into takes its beginning
     * @return how many bytes there are, up to the length of {@code into}; {@link #GONE} if there is no such process, or
     *     the file is closed to this user
     * @throws IOException if no file can be read at all, as when there are no descriptors left
     */
    int read(int pid, String file, byte[] into) throws IOException;

    /**
     * The clock by which start times are given, or what is shown in its place.
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
     * Adds the processes that ended since the last call, where the kernel reports them: each before it can be waited for. Some
     * may be lost.
     *
     * @param exits is added to
     */
    void exits(List<ProcessExit> exits);

    /** Releases what is held; does nothing the second time. */
    @Override
    void close();
}
