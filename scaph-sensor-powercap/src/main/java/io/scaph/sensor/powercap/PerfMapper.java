package io.scaph.sensor.powercap;

import io.scaph.api.topology.Domain;
import io.scaph.api.topology.DomainKind;
import io.scaph.api.topology.IgnoredZone;
import io.scaph.api.topology.Topology;
import io.scaph.sensor.powercap.internal.zone.SocketDie;
import io.scaph.sensor.powercap.internal.zone.ZoneMap;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Finds an event and a CPU for each domain. Makes one map. */
final class PerfMapper {
    private final PerfPmu pmu;
    private final Optional<String> vendor;
    private final List<Domain> domains = new ArrayList<>();
    private final List<Domain> counted = new ArrayList<>();
    private final List<PerfPmu.PmuEvent> events = new ArrayList<>();
    private final SortedMap<Integer, List<Integer>> domainsOfCpu = new TreeMap<>();
    private final List<IgnoredZone> ignored;

    PerfMapper(PerfPmu pmu, Optional<String> vendor) {
        this.pmu = pmu;
        this.vendor = vendor;
        ignored = new ArrayList<>(pmu.ignored());
    }

    /**
     * Maps the domains that powercap names.
     *
     * @param zones powercap's zones; their counters need not be readable
     * @throws IOException if a part of the host can't be counted; the message names it in one line
     */
    PerfMap named(ZoneMap zones) throws IOException {
        ignored.addAll(zones.topology().ignored());
        Set<Optional<SocketDie>> mirrored = mirroredDies(zones.members());
        Set<DomainKind> named = EnumSet.noneOf(DomainKind.class);
        for (ZoneMap.ZoneDomain member : zones.members()) {
            Domain domain = member.domain();
            named.add(domain.kind());
            Optional<String> reason = mirrored.contains(SocketDie.of(domain))
                    ? Optional.of(domain.remark().orElse("its package is not counted"))
                    : add(member, zones.members());
            if (reason.isPresent()) {
                if (member.counted() && domain.kind() == DomainKind.PACKAGE) {
                    throw new IOException(domain.id() + " can't be counted: " + reason.get());
                }
                ignore(member.zone().path(), reason.get());
            }
        }
        ignoreEvents(named, "powercap names no such domain");
        return finish();
    }

    /** The dies with a package counter that repeats another one. */
    private static Set<Optional<SocketDie>> mirroredDies(Collection<ZoneMap.ZoneDomain> members) {
        return members.stream()
                .filter(member -> member.domain().kind() == DomainKind.PACKAGE && !member.counted())
                .map(member -> SocketDie.of(member.domain()))
                .collect(Collectors.toSet());
    }

    /** Adds a domain; returns the reason if it can't be counted. */
    private Optional<String> add(ZoneMap.ZoneDomain member, List<ZoneMap.ZoneDomain> members) {
        Domain domain = member.domain();
        PerfPmu.PmuEvent event = pmu.events().get(domain.kind());
        if (event == null) {
            return Optional.of("the PMU has no usable event " + PerfPmu.eventName(domain.kind()));
        }
        if (domain.kind() == DomainKind.CORE
                && vendor.filter(name -> !ZoneMap.MIRRORING_VENDORS.contains(name))
                        .isEmpty()) {
            return Optional.of("energy-cores may not be a counter of " + vendor.orElse("an unknown vendor's CPUs"));
        }
        Optional<PerfPmu.Lead> lead =
                domain.kind() == DomainKind.PSYS ? leadOfPsys(member) : leadOfSocket(domain, members);
        if (lead.isEmpty()) {
            return Optional.of("the PMU's cpumask has no CPU for it");
        }
        // The counter never wraps: see CountedEnergy.
        add(domain.withRange(Long.MAX_VALUE), event, lead.get().cpu(), member.counted());
        return Optional.empty();
    }

    /** The kernel calls it {@code psys-N} unless it is that of the first package. */
    private Optional<PerfPmu.Lead> leadOfPsys(ZoneMap.ZoneDomain member) {
        String name = member.zone().name().orElse("");
        int dash = name.indexOf('-');
        return pmu.leads().stream()
                .filter(lead -> dash < 0 || lead.socket() == Integer.parseInt(name.substring(dash + 1)))
                .findFirst();
    }

    private Optional<PerfPmu.Lead> leadOfSocket(Domain domain, List<ZoneMap.ZoneDomain> members) {
        List<PerfPmu.Lead> ofSocket = pmu.leads().stream()
                .filter(lead -> domain.socket().equals(OptionalInt.of(lead.socket())))
                .toList();
        Optional<PerfPmu.Lead> ofDie = ofSocket.stream()
                .filter(lead -> domain.die().isPresent() && lead.die().equals(domain.die()))
                .findFirst();
        long packages = members.stream()
                .filter(member -> member.counted()
                        && member.domain().kind() == DomainKind.PACKAGE
                        && member.domain().socket().equals(domain.socket()))
                .count();
        // If the socket has one package counter, all of its CPUs show that one.
        return ofDie.isPresent() || packages > 1 ? ofDie : ofSocket.stream().findFirst();
    }

    /**
     * Maps the packages if powercap has no zones.
     *
     * @throws IOException if there is no package; the message says why in one line
     */
    PerfMap packagesOnly() throws IOException {
        PerfPmu.PmuEvent event = pmu.events().get(DomainKind.PACKAGE);
        if (event == null) {
            throw new IOException("the PMU has no usable event " + PerfPmu.eventName(DomainKind.PACKAGE));
        }
        Map<Integer, List<PerfPmu.Lead>> bySocket = pmu.leads().stream()
                .collect(Collectors.groupingBy(PerfPmu.Lead::socket, TreeMap::new, Collectors.toList()));
        bySocket.values().forEach(leads -> addPackages(leads, event));
        ignoreEvents(EnumSet.of(DomainKind.PACKAGE), "without powercap's names only packages are certain");
        return finish();
    }

    private void addPackages(List<PerfPmu.Lead> leads, PerfPmu.PmuEvent event) {
        boolean dies = leads.size() > 1;
        Optional<String> mirror = dies ? mirrorReason(leads.get(0)) : Optional.empty();
        Set<SocketDie> seen = new HashSet<>();
        for (PerfPmu.Lead lead : leads) {
            OptionalInt die = dies && mirror.isEmpty() ? lead.die() : OptionalInt.empty();
            SocketDie place = new SocketDie(lead.socket(), die);
            if (seen.add(place)) {
                add(place.domain(DomainKind.PACKAGE), event, lead.cpu(), true);
            } else {
                ignore(zone(event, lead.cpu()), mirror.orElse("another CPU counts the same die"));
            }
        }
    }

    private Optional<String> mirrorReason(PerfPmu.Lead first) {
        String counter = "the counter of cpu" + first.cpu() + ": ";
        return vendor.isEmpty()
                ? Optional.of("it may repeat " + counter + "the CPU's vendor is unknown")
                : vendor.filter(ZoneMap.MIRRORING_VENDORS::contains)
                        .map(name -> "it repeats " + counter + name + " has one for each package");
    }

    private void add(Domain domain, PerfPmu.PmuEvent event, int cpu, boolean counts) {
        Domain here = domain.at(zone(event, cpu));
        domainsOfCpu.computeIfAbsent(cpu, any -> new ArrayList<>()).add(domains.size());
        domains.add(here);
        events.add(event);
        if (counts) {
            counted.add(here);
        }
    }

    private static String zone(PerfPmu.PmuEvent event, int cpu) {
        return PerfPmu.zone(event.name() + "@cpu" + cpu);
    }

    private void ignoreEvents(Set<DomainKind> taken, String reason) {
        pmu.events().forEach((kind, event) -> {
            if (!taken.contains(kind)) {
                ignore(PerfPmu.zone(event.name()), reason);
            }
        });
    }

    private void ignore(String zone, String reason) {
        ignored.add(IgnoredZone.of(zone, reason));
    }

    private PerfMap finish() throws IOException {
        Topology topology = ZoneMap.topology(domains, counted, ignored);
        if (topology.host().isEmpty()) {
            throw new IOException("the PMU counts nothing that adds up to a host");
        }
        return new PerfMap(topology, List.copyOf(events), domainsOfCpu);
    }
}
