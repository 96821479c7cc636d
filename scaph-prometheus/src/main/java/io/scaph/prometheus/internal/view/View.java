package io.scaph.prometheus.internal.view;

import io.scaph.api.snapshot.Interval;
import io.scaph.api.snapshot.Snapshot;
import io.scaph.api.snapshot.Usage;
import io.scaph.api.workload.ProcessInfo;
import java.util.Map;
import java.util.OptionalLong;

/**
 * All that is known after a tick. Immutable.
 *
 * @param interval the last tick, or the last few if they were very short. Power is always that of this interval, whenever it is
 *     read
 * @param processes the processes
 * @param groups the groups of each kind that is published
 */
public record View(
        Interval interval, PublishedLines<ProcessInfo> processes, Map<GroupLabels<?>, PublishedLines<?>> groups) {
    private static final double MICRO = 1e6;

    /**
     * Returns the snapshot of the tick.
     *
     * @return the end of the interval
     */
    public Snapshot now() {
        return interval.to();
    }

    /**
     * Returns how many microwatts a microjoule of the interval means.
     *
     * @return µW per µJ, or NaN while the host's power is unknown
     */
    public double microwattsPerMicrojoule() {
        Usage host = interval.host();
        if (host.power().isEmpty()) {
            return Double.NaN;
        }
        return host.energy().microjoules() == 0
                ? 0
                : host.power().getAsDouble() * MICRO / host.energy().microjoules();
    }

    /**
     * Returns a power in whole microwatts.
     *
     * @param usage what was used in the interval
     * @return its power in µW; empty if it is unknown
     */
    public static OptionalLong microwatts(Usage usage) {
        return usage.power().stream()
                .mapToLong(watts -> Math.round(watts * MICRO))
                .findFirst();
    }
}
