package io.scaph.api.topology;

import java.util.List;

/**
 * A CPU package.
 *
 * @param id the N of {@code package-N}; neither an index nor without gaps
 * @param domains its domains: packages (or dies) first, then the rest in the order of the topology
 */
public record Socket(int id, List<Domain> domains) {
    /**
     * Checks and copies what it is given.
     *
     * @param id {@link #id()}
     * @param domains {@link #domains()}
     */
    public Socket {
        domains = List.copyOf(domains);
    }
}
