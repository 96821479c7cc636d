package io.scaph.sensor.gpu.internal.energy;

import io.scaph.api.spi.DeviceUse;
import java.util.Arrays;

/**
 * The processes that a device worked for since the last report: one thread collects, another reports. Safe for use by several
 * threads.
 */
public final class BusyTimes {
    /** More than this many processes use no GPU; then the interval is unknown rather than wrong. */
    private static final int MAX = 4096;

    private long[] pids = new long[16];
    private long[] nanos = new long[16];
    private int size;
    private boolean unknown;

    /** Creates an empty list. */
    public BusyTimes() {}

    /**
     * Adds time that the device worked for a process.
     *
     * @param pid the process
     * @param busyNanos the time, in ns; nothing happens if it is not above 0
     */
    public synchronized void add(long pid, long busyNanos) {
        if (busyNanos <= 0) {
            return;
        }
        for (int i = 0; i < size; i++) {
            if (pids[i] == pid) {
                nanos[i] += busyNanos;
                return;
            }
        }
        if (size == MAX) {
            unknown = true;
            return;
        }
        if (size == pids.length) {
            pids = Arrays.copyOf(pids, size * 2);
            nanos = Arrays.copyOf(nanos, size * 2);
        }
        pids[size] = pid;
        nanos[size++] = busyNanos;
    }

    /** Notes that the processes that it worked for are unknown. */
    public synchronized void unknown() {
        unknown = true;
    }

    /**
     * Reports the times and clears them.
     *
     * @param domain the device's domain
     * @param use where to report them
     */
    public synchronized void report(int domain, DeviceUse use) {
        if (unknown) {
            use.unknown(domain);
        } else {
            for (int i = 0; i < size; i++) {
                use.busy(domain, pids[i], nanos[i]);
            }
        }
        size = 0;
        unknown = false;
    }
}
