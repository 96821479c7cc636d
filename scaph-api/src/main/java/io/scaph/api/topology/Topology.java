package io.scaph.api.topology;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * The shape of a host: its domains, and the <em>accounting root</em>, the disjoint set of domains whose sum is the host.
 * Immutable; a sensor has one for as long as it is open.
 *
 * @param domains every domain, in the order in which the sensor reads them
 * @param host the accounting root: psys where there is one that can be read, else packages and dram. Empty if nothing
 *     can be added up
 * @param hostWithoutPsys the accounting root to use if psys proves to be less than its packages; equal to {@code host}
 *     where psys is not in it
 * @param ignored counters that exist and are not added up, with the reason
 */
public record Topology(
        List<Domain> domains, List<Domain> host, List<Domain> hostWithoutPsys, List<IgnoredZone> ignored) {
    /**
     * Checks and copies what it is given.
     *
     * @param domains {@link #domains()}
     * @param host {@link #host()}
     * @param hostWithoutPsys {@link #hostWithoutPsys()}
     * @param ignored {@link #ignored()}
     */
    public Topology {
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
        if (holds(root, DomainKind.PSYS) && holds(root, DomainKind.PACKAGE)) {
            throw new IllegalArgumentException("the packages are part of psys: a host is one or the other");
        }
    }

    private static boolean holds(List<Domain> root, DomainKind kind) {
        return root.stream().anyMatch(domain -> domain.kind() == kind);
    }

    /**
     * A topology whose host is the sum of the given domains.
     *
     * @param domains every domain
     * @param host those that add up to the host
     * @return the topology
     */
    public static Topology of(List<Domain> domains, List<Domain> host) {
        return new Topology(domains, host, host, List.of());
    }

    /**
     * The sockets that the domains belong to.
     *
     * @return the sockets by ascending id; empty if no domain names one
     */
    public List<Socket> sockets() {
        TreeMap<Integer, List<Domain>> bySocket = new TreeMap<>();
        for (Domain domain : domains) {
            domain.socket()
                    .ifPresent(id -> bySocket.computeIfAbsent(id, any -> new ArrayList<>())
                            .add(domain));
        }
        List<Socket> sockets = new ArrayList<>();
        bySocket.forEach((id, members) -> {
            members.sort(Comparator.comparingInt(domain -> domain.kind() == DomainKind.PACKAGE ? 0 : 1));
            sockets.add(new Socket(id, members));
        });
        return List.copyOf(sockets);
    }

    /**
     * This topology with other ceilings.
     *
     * @param watts the ceiling of each kind that gets another one, in watts
     * @return a topology that is otherwise the same
     */
    public Topology withCeilings(Map<DomainKind, Long> watts) {
        UnaryOperator<Domain> capped =
                domain -> watts.containsKey(domain.kind()) ? domain.withCeiling(watts.get(domain.kind())) : domain;
        return new Topology(
                domains.stream().map(capped).toList(),
                host.stream().map(capped).toList(),
                hostWithoutPsys.stream().map(capped).toList(),
                ignored);
    }

    /**
     * The union of the topologies of several open sensors. Where one has psys for its host and another adds a GPU, the
     * packages are the host: psys may hold the GPU, which would count twice. By Intel's manual it counts what the platform's
     * own power delivery feeds, add-on devices among it (SDM volume 4, MSR_PLATFORM_ENERGY_COUNTER), and nothing tells which.
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
            domains.addAll(part.domains);
            host.addAll(part.host);
            hostWithoutPsys.addAll(part.hostWithoutPsys);
            ignored.addAll(part.ignored);
        }
        boolean packages = holds(hostWithoutPsys, DomainKind.PACKAGE);
        for (Domain domain : host) {
            if (mayHoldGpus(domain) && packages && addsGpu(parts, domain)) {
                ignored.add(new IgnoredZone(domain.zone(), "psys may hold a GPU that counts by itself"));
                host = hostWithoutPsys;
            }
        }
        return new Topology(domains, host, hostWithoutPsys, ignored);
    }

    /** An estimated one is of a server without GPUs: it holds none. */
    private static boolean mayHoldGpus(Domain domain) {
        return domain.kind() == DomainKind.PSYS && domain.quality() != Quality.ESTIMATED;
    }

    /** Whether another sensor than the one of psys, which knows what it adds up, has a GPU in its host. */
    private static boolean addsGpu(List<Topology> parts, Domain psys) {
        return parts.stream().anyMatch(part -> !part.domains.contains(psys) && holds(part.host, DomainKind.GPU));
    }
}
