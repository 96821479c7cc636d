package io.scaph.api.internal.snapshot;

import io.scaph.api.energy.EnergyRange;
import io.scaph.api.topology.Domain;
import java.util.List;
import java.util.Optional;

/**
 * The total of the host.
 *
 * @param energy the energy of the accounting root. The ends of its range are the sums of those of its domains: models that
 *     err, err in the same direction, so nothing is taken off for adding up
 * @param root the accounting root in use
 * @param remark why the root is not the one that the topology prefers; empty if it is
 */
public record HostTotal(EnergyRange energy, List<Domain> root, Optional<String> remark) {}
