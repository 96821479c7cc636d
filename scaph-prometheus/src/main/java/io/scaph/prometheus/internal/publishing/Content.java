package io.scaph.prometheus.internal.publishing;

import io.scaph.api.spi.HostRoots;
import io.scaph.prometheus.internal.schema.Schema;
import io.scaph.prometheus.internal.view.GroupKind;
import java.util.Map;

/**
 * What to publish.
 *
 * @param schema the names
 * @param mostProcesses how many processes have a line of their own at the most
 * @param mostGroups the same of groups, by their kind; kinds that are not in it are not published
 * @param roots where {@code /proc} and {@code /sys} are
 */
public record Content(Schema schema, int mostProcesses, Map<GroupKind<?>, Integer> mostGroups, HostRoots roots) {
    /** How many processes, and how many groups of each kind, have a line unless another number is chosen. */
    public static final int DEFAULT_MOST = 1_000;

    /** The groups that an application publishes by default: units only on request. */
    public static final Map<GroupKind<?>, Integer> DEFAULT_GROUPS =
            Map.of(GroupKind.CONTAINER, DEFAULT_MOST, GroupKind.JOB, DEFAULT_MOST, GroupKind.USER, DEFAULT_MOST);

    /**
     * Checks and copies what it is given.
     *
     * @param schema {@link #schema()}
     * @param mostProcesses {@link #mostProcesses()}
     * @param mostGroups {@link #mostGroups()}
     * @param roots {@link #roots()}
     */
    public Content {
        mostGroups = Map.copyOf(mostGroups);
    }
}
