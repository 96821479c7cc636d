package io.scaph.api.topology;

import io.scaph.api.internal.topology.TopologyRecord;
import java.util.List;
import java.util.SortedMap;

/**
 * The shape of a host: its domains, and the <em>accounting root</em>, the disjoint set of domains whose sum is the host. A
 * sensor has the same topology while it is open. Immutable.
 */
public sealed interface Topology permits TopologyRecord {
    /**
     * Returns a topology.
     *
     * @param domains every domain, in the order in which the sensor reads them
     * @param host the domains whose sum is the host
     * @return the topology
     * @throws IllegalArgumentException if two domains have the same id, the host has a domain that is not in the list, or
     *     energy would count twice in the host
     */
    static Topology of(List<Domain> domains, List<Domain> host) {
        return new TopologyRecord(domains, host, host, List.of());
    }

    /**
     * Returns every domain.
     *
     * @return the domains, in the order in which the sensor reads them
     */
    List<Domain> domains();

    /**
     * Returns the accounting root: psys if it can be read, else packages and dram.
     *
     * @return the domains; none if nothing can be added up
     */
    List<Domain> host();

    /**
     * Returns the accounting root to use if psys proves to be less than its packages.
     *
     * @return the domains; those of {@link #host()} if psys is not one of them
     */
    List<Domain> hostWithoutPsys();

    /**
     * Returns the counters that exist but are not added up.
     *
     * @return the counters, each with the reason
     */
    List<IgnoredZone> ignored();

    /**
     * Returns the domains of each socket.
     *
     * @return the domains by the id of the socket, packages or dies first; empty if no domain belongs to a socket
     */
    SortedMap<Integer, List<Domain>> sockets();

    /**
     * Returns this topology with an accounting root without psys.
     *
     * @param root the domains to add up if psys proves to be less than its packages
     * @return a copy
     * @throws IllegalArgumentException if the root has a domain that is not in this topology, or energy would count twice
     */
    Topology withoutPsys(List<Domain> root);

    /**
     * Returns this topology with a list of counters that are not added up.
     *
     * @param zones the counters, each with the reason
     * @return a copy
     */
    Topology ignoring(List<IgnoredZone> zones);
}
