package io.scaph.prometheus.internal.publishing;

import io.scaph.api.spi.HostRoots;
import io.scaph.prometheus.internal.schema.Schema;
import io.scaph.prometheus.internal.view.MetricGroup;
import java.util.Map;

/**
 * What to publish.
 *
 * @param schema the names of the metrics
 * @param mostProcesses the maximum number of processes with their own line
 * @param mostGroups the same for each kind of group; kinds without an entry are not published
 * @param roots where {@code /proc} and {@code /sys} are
 */
public record PublicationSettings(
        Schema schema, int mostProcesses, Map<MetricGroup<?>, Integer> mostGroups, HostRoots roots) {
    /** How many processes, and how many groups of each kind, have a line unless another number is chosen. */
    public static final int DEFAULT_MOST = 1_000;

    /** The groups that an application publishes by default: units only on request. */
    public static final Map<MetricGroup<?>, Integer> DEFAULT_GROUPS =
            Map.of(MetricGroup.CONTAINER, DEFAULT_MOST, MetricGroup.JOB, DEFAULT_MOST, MetricGroup.USER, DEFAULT_MOST);
}
