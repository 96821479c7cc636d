package io.scaph.sensor.powercap;

import io.scaph.api.topology.Domain;
import io.scaph.api.topology.Topology;
import io.scaph.sensor.powercap.internal.zone.ZoneMap;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The domains of the events of the PMU {@code power}: those that powercap names, counted another way. Others are left out
 * because before Linux 5.17 the PMU of AMD machines had events without hardware.
 *
 * @param topology domains, host and what is ignored
 * @param events the event of each domain, in the order of the topology
 * @param groups the domains of each CPU, which are read together
 */
record PerfMap(Topology topology, List<PerfPmu.PmuEvent> events, List<CpuDomains> groups) {
    /**
     * What is counted on one CPU.
     *
     * @param cpu its number
     * @param domains the indices of its domains in the topology
     */
    record CpuDomains(int cpu, List<Integer> domains) {}

    /**
     * Maps the domains that powercap names.
     *
     * @param pmu the PMU
     * @param zones powercap's zones; their counters need not be readable
     * @param vendor the CPUID vendor, if it is known
     * @return the map
     * @throws IOException if a part of the host can't be counted; the message names it in one line
     */
    static PerfMap named(PerfPmu pmu, ZoneMap zones, Optional<String> vendor) throws IOException {
        return new PerfMapper(pmu, vendor).named(zones);
    }

    /**
     * Maps the packages if powercap has no zones.
     *
     * @param pmu the PMU
     * @param vendor the CPUID vendor, if it is known
     * @return the map
     * @throws IOException if there is no package; the message says why in one line
     */
    static PerfMap packagesOnly(PerfPmu pmu, Optional<String> vendor) throws IOException {
        return new PerfMapper(pmu, vendor).packagesOnly();
    }

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
