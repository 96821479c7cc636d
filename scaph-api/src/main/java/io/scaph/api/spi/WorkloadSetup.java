package io.scaph.api.spi;

import java.util.Set;

/**
 * What a workload source is opened with.
 *
 * @param roots where the host's {@code /proc} and {@code /sys} are
 * @param details what to tell of each process
 */
public record WorkloadSetup(HostRoots roots, Set<WorkloadDetail> details) {
    /**
     * Checks and copies what it is given.
     *
     * @param roots {@link #roots()}
     * @param details {@link #details()}
     */
    public WorkloadSetup {
        details = Set.copyOf(details);
    }
}
