package io.scaph.sensor.powercap.internal.zone;

import io.scaph.api.topology.Domain;
import io.scaph.api.topology.DomainKind;
import io.scaph.api.topology.IgnoredZone;
import io.scaph.api.topology.Quality;
import io.scaph.api.topology.Topology;
import io.scaph.linux.counterfile.Heartbeat;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The domains of a tree of zones, and which of them add up to the host.
 *
 * @param topology domains, host and what is ignored
 * @param members the zone of each domain, in the order of the topology
 */
public record ZoneMap(Topology topology, List<ZoneDomain> members) {
    /** Vendors with a package counter that covers all dies of the package, so that a zone for each die repeats it. */
    public static final Set<String> MIRRORING_VENDORS = Set.of("AuthenticAMD", "HygonGenuine");

    private static final Comparator<Domain> ORDER = Comparator.comparing(Domain::kind)
            .thenComparingInt(domain -> domain.socket().orElse(-1))
            .thenComparingInt(domain -> domain.die().orElse(-1));

    /**
     * A domain and its zone.
     *
     * @param domain the domain
     * @param zone its zone
     * @param counted whether it may be added up, even if it can't be read now
     */
    public record ZoneDomain(Domain domain, Zone zone, boolean counted) {}

    /**
     * Maps the zones of a tree.
     *
     * @param tree the zones
     * @param quality MEASURED for the kernel's tree, RELAYED for a hypervisor's. In the latter a top zone without a name
     *     is a package: Scaphandre writes no names
     * @param vendor the CPUID vendor, empty if it is unknown
     * @return the map
     */
    public static ZoneMap of(ZoneTree tree, Quality quality, Optional<String> vendor) {
        return new ZoneMapper(quality, vendor).map(tree);
    }

    /**
     * Creates a topology whose host is psys if there is one, else packages and dram.
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

    /**
     * The counter file of each domain.
     *
     * @return the files, in the order of the topology
     */
    public List<Path> files() {
        return members.stream().map(member -> member.zone().energyFile()).toList();
    }

    /**
     * The file by which a hypervisor announces measurements.
     *
     * @return the file; empty for a kernel and for Scaphandre, which have none
     */
    public Optional<Path> heartbeat() {
        return members.stream()
                .filter(member -> member.domain().quality() == Quality.RELAYED)
                .map(member -> member.zone().directory().resolve(Heartbeat.FILE))
                .filter(Files::isRegularFile)
                .findFirst();
    }

    /**
     * The domains that can't be read.
     *
     * @return those with a zone that is closed
     */
    public List<ZoneDomain> closed() {
        return members.stream()
                .filter(member -> member.zone().closed().isPresent())
                .toList();
    }
}
