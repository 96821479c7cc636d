package io.scaph.sensor.powercap.internal.zone;

import io.scaph.api.topology.Domain;
import io.scaph.api.topology.DomainKind;
import io.scaph.api.topology.IgnoredZone;
import io.scaph.api.topology.Topology;
import java.util.Comparator;
import java.util.List;

/** Chooses the domains that add up to a host: psys if there is one, else packages and dram. */
public final class AccountingRoot {
    private static final Comparator<Domain> ORDER = Comparator.comparing(Domain::kind)
            .thenComparingInt(domain -> domain.socket().orElse(-1))
            .thenComparingInt(domain -> domain.die().orElse(-1));

    private AccountingRoot() {}

    /**
     * Creates a topology.
     *
     * @param domains every domain, in the order in which it is read
     * @param counted those that can be read and may be added up: psys as well as the packages that it contains
     * @param ignored what is not added up
     * @return the topology
     */
    public static Topology topology(List<Domain> domains, List<Domain> counted, List<IgnoredZone> ignored) {
        List<Domain> psys = counted.stream()
                .filter(domain -> domain.kind() == DomainKind.PSYS)
                .toList();
        List<Domain> rest = counted.stream()
                .filter(domain -> domain.kind() != DomainKind.PSYS)
                .sorted(ORDER)
                .toList();
        if (rest.stream().noneMatch(domain -> domain.kind() == DomainKind.PACKAGE)) {
            // Memory alone is not a host.
            rest = List.of();
        }
        return Topology.of(domains, psys.isEmpty() ? rest : psys)
                .withoutPsys(rest)
                .ignoring(ignored);
    }
}
