package io.scaph.api.topology;

import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The shape of a host: its domains, and the <em>accounting root</em>, the disjoint set of domains whose sum is the host. A
 * sensor has the same topology while it is open. Immutable.
 */
public sealed interface Topology {
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

/** The shape of a host, or of the part that one sensor reads. */
record TopologyRecord(List<Domain> domains, List<Domain> host, List<Domain> hostWithoutPsys, List<IgnoredZone> ignored)
        implements Topology {
    /** Checks that no energy counts twice, and copies the lists. */
    TopologyRecord {
        domains = List.copyOf(domains);
        host = List.copyOf(host);
        hostWithoutPsys = List.copyOf(hostWithoutPsys);
        ignored = List.copyOf(ignored);
        Set<String> ids = new HashSet<>();
        for (Domain domain : domains) {
            if (!ids.add(domain.id())) {
                throw new IllegalArgumentException("two domains are called " + domain.id());
            }
        }
        requireDisjoint(domains, host);
        requireDisjoint(domains, hostWithoutPsys);
    }

    private static void requireDisjoint(List<Domain> domains, List<Domain> root) {
        Set<Domain> known = Set.copyOf(domains);
        Set<Domain> counted = new HashSet<>();
        for (Domain domain : root) {
            if (!known.contains(domain)) {
                throw new IllegalArgumentException("the host is made of an unknown domain: " + domain.id());
            }
            if (domain.kind().insidePackage()) {
                throw new IllegalArgumentException(
                        domain.id() + " is part of its package and can't be added to a host");
            }
            if (!counted.add(domain)) {
                throw new IllegalArgumentException(domain.id() + " would count twice in the host");
            }
        }
        if (holds(root, DomainKind.WALL) && root.stream().anyMatch(domain -> domain.kind() != DomainKind.WALL)) {
            throw new IllegalArgumentException("all other domains are part of what a wall meter measures");
        }
        if (holds(root, DomainKind.PSYS) && holds(root, DomainKind.PACKAGE)) {
            throw new IllegalArgumentException("the packages are part of psys: a host is one or the other");
        }
    }

    private static boolean holds(List<Domain> root, DomainKind kind) {
        return root.stream().anyMatch(domain -> domain.kind() == kind);
    }

    @Override
    public SortedMap<Integer, List<Domain>> sockets() {
        SortedMap<Integer, List<Domain>> sockets = domains.stream()
                .filter(domain -> domain.socket().isPresent())
                .sorted(Comparator.comparing(domain -> domain.kind() != DomainKind.PACKAGE))
                .collect(Collectors.groupingBy(
                        domain -> domain.socket().getAsInt(), TreeMap::new, Collectors.toUnmodifiableList()));
        return Collections.unmodifiableSortedMap(sockets);
    }

    @Override
    public Topology withoutPsys(List<Domain> host) {
        return new TopologyRecord(domains, this.host, host, ignored);
    }

    @Override
    public Topology ignoring(List<IgnoredZone> zones) {
        return new TopologyRecord(domains, host, hostWithoutPsys, zones);
    }
}
