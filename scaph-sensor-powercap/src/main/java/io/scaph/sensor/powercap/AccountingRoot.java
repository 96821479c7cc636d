package io.scaph.sensor.powercap;

import io.scaph.api.topology.Domain;
import io.scaph.api.topology.DomainKind;
import io.scaph.api.topology.IgnoredZone;
import io.scaph.api.topology.Topology;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Which domains add up to a host: psys where there is one, else packages and dram. */
final class AccountingRoot {
    private static final Comparator<Domain> ORDER = Comparator.comparing(Domain::kind)
            .thenComparingInt(domain -> domain.socket().orElse(-1))
            .thenComparingInt(domain -> domain.die().orElse(-1));

    private AccountingRoot() {}

    /**
     * Makes a topology.
     *
     * @param domains every domain, in the order in which it is read
     * @param counted those that can be read and may be added up; psys beside what it contains
     * @param ignored what is not added up
     */
    static Topology topology(List<Domain> domains, List<Domain> counted, List<IgnoredZone> ignored) {
        List<Domain> psys = new ArrayList<>();
        List<Domain> rest = new ArrayList<>();
        for (Domain domain : counted) {
            (domain.kind() == DomainKind.PSYS ? psys : rest).add(domain);
        }
        if (rest.stream().noneMatch(domain -> domain.kind() == DomainKind.PACKAGE)) {
            // Memory alone is no host.
            rest.clear();
        }
        rest.sort(ORDER);
        return Topology.of(domains, psys.isEmpty() ? rest : psys)
                .withoutPsys(rest)
                .ignoring(ignored);
    }
}
