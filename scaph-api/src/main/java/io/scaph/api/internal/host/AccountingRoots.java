package io.scaph.api.internal.host;

import io.scaph.api.topology.Domain;
import io.scaph.api.topology.DomainKind;
import io.scaph.api.topology.Topology;
import java.util.List;

/** The two accounting roots of a topology, with and without psys, and which of them is in use. */
final class AccountingRoots {
    private final List<Domain> preferred;
    private final List<Domain> withoutPsys;
    private final int[] preferredIndexes;
    private final int[] withoutPsysIndexes;
    private final int[] insteadOfPsys;
    private final boolean holdsPsys;
    private final PsysWatch psys;
    private boolean left;

    /**
     * Starts with the root that the topology prefers.
     *
     * @param own the domains that are not shared by CPU time
     */
    AccountingRoots(SensorBank sensors, List<Domain> own) {
        Topology topology = sensors.topology();
        preferred = topology.host();
        withoutPsys = topology.hostWithoutPsys();
        preferredIndexes = indexes(topology, minus(preferred, own));
        withoutPsysIndexes = indexes(topology, minus(withoutPsys, own));
        insteadOfPsys = indexes(topology, minus(withoutPsys, preferred));
        int[] psysIndexes = indexes(topology, minus(preferred, withoutPsys));
        holdsPsys = psysIndexes.length > 0;
        List<Domain> packages = withoutPsys.stream()
                .filter(domain -> domain.kind() == DomainKind.PACKAGE)
                .toList();
        psys = new PsysWatch(sensors, psysIndexes, indexes(topology, packages));
    }

    private static List<Domain> minus(List<Domain> some, List<Domain> others) {
        return some.stream().filter(domain -> !others.contains(domain)).toList();
    }

    static int[] indexes(Topology topology, List<Domain> some) {
        return some.stream().mapToInt(topology.domains()::indexOf).toArray();
    }

    /** Whether the host has psys, and packages that can replace it. */
    boolean hasChoice() {
        return holdsPsys && withoutPsysIndexes.length > 0;
    }

    PsysWatch psys() {
        return psys;
    }

    boolean isPsysLeft() {
        return left;
    }

    void leavePsys() {
        left = true;
    }

    void returnToPsys() {
        left = false;
    }

    boolean isPsysOrWall() {
        return (holdsPsys && !left) || domains().stream().anyMatch(domain -> domain.kind() == DomainKind.WALL);
    }

    /** The domains that replace psys; the rest of the root, such as a GPU, counts in both cases. */
    int[] insteadOfPsys() {
        return insteadOfPsys;
    }

    /** The root in use. */
    List<Domain> domains() {
        return left ? withoutPsys : preferred;
    }

    /** The part of the root in use that is shared by CPU time. */
    int[] byCpuTime() {
        return left ? withoutPsysIndexes : preferredIndexes;
    }
}
