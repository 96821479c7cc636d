package io.scaph.api.snapshot;

import io.scaph.api.topology.Domain;
import java.util.List;
import java.util.Optional;

/**
 * The host at one moment.
 *
 * @param energyMicrojoules the energy of the accounting root since the monitor was opened, as far as it is known, in
 *     µJ; never falls
 * @param lowMicrojoules the sum of the lower ends of its domains ({@link DomainEnergy#lowMicrojoules()}), in µJ: models
 *     that err, err in the same direction, so nothing is taken off for adding up. Never falls
 * @param highMicrojoules the sum of their upper ends, in µJ. Never falls
 * @param root the accounting root in use
 * @param remark why the root is not the one that the topology prefers; empty if it is
 */
public record HostEnergy(
        long energyMicrojoules, long lowMicrojoules, long highMicrojoules, List<Domain> root, Optional<String> remark) {
    /**
     * Checks and copies what it is given.
     *
     * @param energyMicrojoules {@link #energyMicrojoules()}
     * @param lowMicrojoules {@link #lowMicrojoules()}
     * @param highMicrojoules {@link #highMicrojoules()}
     * @param root {@link #root()}
     * @param remark {@link #remark()}
     */
    public HostEnergy {
        root = List.copyOf(root);
    }
}
