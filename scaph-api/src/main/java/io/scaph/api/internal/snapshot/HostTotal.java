package io.scaph.api.internal.snapshot;

import io.scaph.api.topology.Domain;
import java.util.List;
import java.util.Optional;

/**
 * The total of the host; in µJ.
 *
 * @param energyMicrojoules the energy of the accounting root
 * @param lowMicrojoules the sum of the lower ends of its domains. Models that err, err in the same direction, so nothing is
 *     taken off for adding up
 * @param highMicrojoules the sum of their upper ends
 * @param root the accounting root in use
 * @param remark why the root is not the one that the topology prefers; empty if it is
 */
public record HostTotal(
        long energyMicrojoules, long lowMicrojoules, long highMicrojoules, List<Domain> root, Optional<String> remark) {
    /** Copies the root. */
    public HostTotal {
        root = List.copyOf(root);
    }
}
