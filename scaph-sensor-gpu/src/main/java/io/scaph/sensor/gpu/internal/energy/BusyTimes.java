package io.scaph.sensor.gpu.internal.energy;

import io.scaph.api.spi.DeviceUse;
import java.util.HashMap;
import java.util.Map;

/**
 * The processes that a device worked for since the last report: one thread collects, another reports. Safe for use by several
 * threads.
 */
public final class BusyTimes {
    /** More than this many processes use no GPU; then the interval is unknown rather than wrong. */
    private static final int MAX = 4096;

    private final Map<Long, Long> nanosOfProcesses = new HashMap<>();
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
        if (busyNanos > 0 && !unknown) {
            nanosOfProcesses.merge(pid, busyNanos, Long::sum);
            unknown = nanosOfProcesses.size() > MAX;
        }
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
            nanosOfProcesses.forEach((pid, nanos) -> use.busy(domain, pid, nanos));
        }
        nanosOfProcesses.clear();
        unknown = false;
    }
}
