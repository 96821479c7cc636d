package io.scaph.prometheus.internal.view;

import io.scaph.api.topology.Domain;
import io.scaph.api.topology.DomainKind;
import io.scaph.api.topology.Topology;
import io.scaph.api.workload.Container;
import io.scaph.api.workload.Group;
import io.scaph.api.workload.ProcessInfo;
import io.scaph.api.workload.User;
import io.scaph.prometheus.internal.exposition.LabelSet;
import io.scaph.testkit.SimulatedMachine;
import io.scaph.testkit.VirtualClock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Rosters of groups, on a host of 4 CPUs and 100 W: 25 J for each CPU second. */
abstract class GroupRosters {
    static final Domain PACKAGE = Domain.ofSocket(DomainKind.PACKAGE, 0).at("zone");

    final VirtualClock clock = new VirtualClock();
    final SimulatedMachine machine =
            new SimulatedMachine(clock, 4, Topology.of(List.of(PACKAGE), List.of(PACKAGE))).watts("package-0", 100);

    static <G extends Group> Roster<G> roster(MetricGroup<G> kind, int most) {
        return Roster.ofGroups(
                most,
                new GroupLabels<>(
                        kind,
                        (group, since) -> LabelSet.NONE
                                .with("id", group.identity().toString())
                                .with("since", since),
                        LabelSet.NONE.with("id", "other")));
    }

    static Roster<Container> containers(int most) {
        return roster(MetricGroup.CONTAINER, most);
    }

    static Map<String, Long> energies(PublishedLines<?> listing) {
        Map<String, Long> energies = new HashMap<>();
        listing.lines()
                .forEach(line ->
                        energies.put(line.labels().toString(), line.counted().microjoules()));
        return energies;
    }

    static ProcessInfo of(ProcessInfo process, Optional<String> unit, long uid) {
        return process.withUnit(unit.orElse(null)).withUser(User.of(uid, null));
    }

    static long sum(PublishedLines<?> listing) {
        long sum = listing.other().microjoules() + listing.endedMicrojoules();
        for (PublishedLine<?> line : listing.lines()) {
            sum += line.counted().microjoules();
        }
        return sum;
    }
}
