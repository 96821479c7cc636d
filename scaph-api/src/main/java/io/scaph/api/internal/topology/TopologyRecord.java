package io.scaph.api.internal.topology;

import io.scaph.api.topology.Domain;
import io.scaph.api.topology.DomainKind;
import io.scaph.api.topology.IgnoredZone;
import io.scaph.api.topology.Quality;
import io.scaph.api.topology.Topology;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** The shape of a host, or of the part that one sensor reads. */
public record TopologyRecord(
        List<Domain> domains, List<Domain> host, List<Domain> hostWithoutPsys, List<IgnoredZone> ignored)
        implements Topology {
    /** Checks that no energy counts twice, and copies the lists. */
    public TopologyRecord {
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
        SortedMap<Integer, List<Domain>> sockets = new TreeMap<>();
        for (Domain domain : domains) {
            domain.socket()
                    .ifPresent(id -> sockets.computeIfAbsent(id, any -> new ArrayList<>())
                            .add(domain));
        }
        for (List<Domain> members : sockets.values()) {
            members.sort(Comparator.comparingInt(domain -> domain.kind() == DomainKind.PACKAGE ? 0 : 1));
        }
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

    /**
     * Returns a topology with other ceilings.
     *
     * @param topology the topology
     * @param watts the ceiling of each kind that gets another one, in watts
     * @return a topology that is otherwise the same
     */
    public static Topology withCeilings(Topology topology, Map<DomainKind, Long> watts) {
        UnaryOperator<Domain> capped =
                domain -> watts.containsKey(domain.kind()) ? domain.withCeiling(watts.get(domain.kind())) : domain;
        return new TopologyRecord(
                topology.domains().stream().map(capped).toList(),
                topology.host().stream().map(capped).toList(),
                topology.hostWithoutPsys().stream().map(capped).toList(),
                topology.ignored());
    }

    /**
     * The union of the topologies of several open sensors. Where one has psys for its host and another adds a GPU, the
     * packages are the host: psys may hold the GPU, which would count twice. By Intel's manual it counts what the platform's
     * own power delivery feeds, add-on devices among it (SDM volume 4, MSR_PLATFORM_ENERGY_COUNTER), and does not say which.
     *
     * @param parts the topologies; their domains must have different ids
     * @return one topology with the domains of all, in order
     * @throws IllegalArgumentException if two sensors measure the same domain, or one measures psys and another a
     *     package
     */
    public static Topology union(List<Topology> parts) {
        List<Domain> domains = new ArrayList<>();
        List<Domain> host = new ArrayList<>();
        List<Domain> hostWithoutPsys = new ArrayList<>();
        List<IgnoredZone> ignored = new ArrayList<>();
        for (Topology part : parts) {
            domains.addAll(part.domains());
            host.addAll(part.host());
            hostWithoutPsys.addAll(part.hostWithoutPsys());
            ignored.addAll(part.ignored());
        }
        if (holds(host, DomainKind.WALL)) {
            List<Domain> walls = host.stream()
                    .filter(domain -> domain.kind() == DomainKind.WALL)
                    .toList();
            return new TopologyRecord(domains, walls, walls, ignored);
        }
        boolean packages = holds(hostWithoutPsys, DomainKind.PACKAGE);
        for (Domain domain : host) {
            if (mayHoldGpus(domain) && packages && addsGpu(parts, domain)) {
                ignored.add(IgnoredZone.of(domain.zone(), "psys may hold a GPU that counts by itself"));
                host = hostWithoutPsys;
            }
        }
        return new TopologyRecord(domains, host, hostWithoutPsys, ignored);
    }

    /** An estimated one is of a server without GPUs: it holds none. */
    private static boolean mayHoldGpus(Domain domain) {
        return domain.kind() == DomainKind.PSYS && domain.quality() != Quality.ESTIMATED;
    }

    /** Whether a sensor other than the one with psys has a GPU in its host. The one with psys accounts for its own GPUs. */
    private static boolean addsGpu(List<Topology> parts, Domain psys) {
        return parts.stream().anyMatch(part -> !part.domains().contains(psys) && holds(part.host(), DomainKind.GPU));
    }
}
