package io.scaph.api.snapshot;

import io.scaph.api.internal.interval.UsageValue;
import io.scaph.api.workload.ProcessInfo;
import java.time.Duration;

/** The energy and power of a process in an {@link Interval}. Immutable. */
public sealed interface ProcessUsage extends Usage permits UsageValue.OfProcess {
    /**
     * Returns the process.
     *
     * @return which process it is
     */
    ProcessInfo process();

    /**
     * Returns the CPU time behind the energy of this interval, except that of devices.
     *
     * @return the CPU time
     */
    Duration cpuTime();

    /**
     * Returns the total of the process at the end of the interval.
     *
     * @return its line in the ledger
     */
    ProcessEnergy total();
}
