package io.scaph.sensor.powercap;

import io.scaph.api.topology.Domain;
import io.scaph.api.topology.Topology;
import io.scaph.sensor.powercap.internal.zone.ZoneMap;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;

/**
 * The domains of the events of the PMU {@code power}: those that powercap names, counted another way. Others are left out
 * because before Linux 5.17 the PMU of AMD machines had events without hardware.
 *
 * @param topology domains, host and what is ignored
 * @param events the event of each domain, in the order of the topology
 * @param groups the indices of the domains of each CPU, by its number; they are read together
 */
record PerfMap(Topology topology, List<PerfPmu.PmuEvent> events, SortedMap<Integer, List<Integer>> groups) {
    /** The ids of the domains of the host that the PMU does not count, dram for example. */
    List<String> missing(ZoneMap zones) {
        Set<String> found = topology.domains().stream().map(Domain::id).collect(Collectors.toSet());
        return zones.members().stream()
                .filter(ZoneMap.ZoneDomain::counted)
                .map(member -> member.domain().id())
                .filter(id -> !found.contains(id))
                .toList();
    }
}
