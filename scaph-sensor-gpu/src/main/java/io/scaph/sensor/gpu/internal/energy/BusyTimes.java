package io.scaph.sensor.gpu.internal.energy;

import io.scaph.api.spi.DeviceUse;
import java.util.Arrays;

/**
 * For whom a device worked since this was last told: collected by one thread, told by another. Safe for use by several
 * threads.
 */
public final class BusyTimes {
    /** So many processes use a GPU nowhere; what comes beyond makes the interval unknown rather than wrong. */
    private static final int MOST = 4096;

    private long[] pids = new long[16];
    private long[] nanos = new long[16];
    private int size;
    private boolean unknown;

    /** Begins with nothing known to have happened. */
    public BusyTimes() {}

    /**
     * Adds time for which it worked.
     *
     * @param pid the process
     * @param busyNanos how long, in ns; nothing happens if it is not above 0
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
        if (size == MOST) {
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

    /** Takes note that nobody knows for whom it worked. */
    public synchronized void unknown() {
        unknown = true;
    }

    /**
     * Tells and forgets.
     *
     * @param domain the device's domain
     * @param use is told
     */
    public synchronized void tell(int domain, DeviceUse use) {
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
