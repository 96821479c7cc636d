package io.scaph.api.internal.plugin;

import io.scaph.api.topology.Domain;
import io.scaph.api.topology.DomainKind;
import io.scaph.api.topology.IgnoredZone;
import io.scaph.api.topology.Quality;
import io.scaph.api.topology.Topology;
import java.util.ArrayList;
import java.util.List;

/** One topology of several sensors. */
public final class TopologyUnion {
    private TopologyUnion() {}

    /**
     * Returns the union of the topologies of several open sensors. Where one has psys for its host and another adds a GPU, the
     * packages are the host: psys may hold the GPU, which would count twice. By Intel's manual it counts what the platform's
     * own power delivery feeds, add-on devices among it (SDM volume 4, MSR_PLATFORM_ENERGY_COUNTER), and does not say which.
     *
     * @param parts the topologies; their domains must have different ids
     * @return one topology with the domains of all, in order
     * @throws IllegalArgumentException if two sensors measure the same domain, or one measures psys and another a
     *     package
     */
    public static Topology of(List<Topology> parts) {
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
            return Topology.of(domains, walls).ignoring(ignored);
        }
        boolean packages = holds(hostWithoutPsys, DomainKind.PACKAGE);
        for (Domain domain : host) {
            if (mayHoldGpus(domain) && packages && addsGpu(parts, domain)) {
                ignored.add(IgnoredZone.of(domain.zone(), "psys may hold a GPU that counts by itself"));
                host = hostWithoutPsys;
            }
        }
        return Topology.of(domains, host).withoutPsys(hostWithoutPsys).ignoring(ignored);
    }

    /** An estimated one is of a server without GPUs: it holds none. */
    private static boolean mayHoldGpus(Domain domain) {
        return domain.kind() == DomainKind.PSYS && domain.quality() != Quality.ESTIMATED;
    }

    /** Whether a sensor other than the one with psys has a GPU in its host. The one with psys accounts for its own GPUs. */
    private static boolean addsGpu(List<Topology> parts, Domain psys) {
        return parts.stream().anyMatch(part -> !part.domains().contains(psys) && holds(part.host(), DomainKind.GPU));
    }

    private static boolean holds(List<Domain> root, DomainKind kind) {
        return root.stream().anyMatch(domain -> domain.kind() == kind);
    }
}
