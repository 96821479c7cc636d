package io.scaph.sensor.powercap;

import io.scaph.api.internal.topology.DomainRecord;
import io.scaph.api.topology.Domain;
import io.scaph.api.topology.DomainKind;
import io.scaph.api.topology.IgnoredZone;
import io.scaph.api.topology.Topology;
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
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What the events of the PMU {@code power} mean: the domains that powercap names, counted another way. What powercap does
 * not name is not taken, since the PMU of AMD machines showed events before Linux 5.17 that no hardware was behind.
 *
 * @param topology domains, host and what is ignored
 * @param events the event of each domain, in the order of the topology
 * @param groups the domains of each CPU, read together
 */
record PerfMap(Topology topology, List<PerfPmu.Event> events, List<Group> groups) {
    /**
     * What is counted on one CPU.
     *
     * @param cpu its number
     * @param domains the indices of its domains in the topology
     */
    record Group(int cpu, List<Integer> domains) {}

    /**
     * Finds the events of the domains that powercap names.
     *
     * @param pmu the PMU
     * @param zones what powercap names; whether its counters can be read does not matter
     * @param vendor the CPUID vendor, if it is known
     * @return the map
     * @throws IOException if the host would not be whole; the message says what is missing in one line
     */
    static PerfMap named(PerfPmu pmu, ZoneMap zones, Optional<String> vendor) throws IOException {
        return new Builder(pmu, vendor).named(zones);
    }

    /**
     * Finds the packages where powercap names nothing.
     *
     * @param pmu the PMU
     * @param vendor the CPUID vendor, if it is known
     * @return the map
     * @throws IOException if there is none; the message says what is missing in one line
     */
    static PerfMap packagesOnly(PerfPmu pmu, Optional<String> vendor) throws IOException {
        return new Builder(pmu, vendor).packagesOnly();
    }

    /** The ids of the domains that the PMU should have for the host and does not, dram for example. */
    List<String> lacking(ZoneMap zones) {
        Set<String> found = topology.domains().stream().map(Domain::id).collect(Collectors.toSet());
        return zones.members().stream()
                .filter(ZoneMap.Member::counted)
                .map(member -> member.domain().id())
                .filter(id -> !found.contains(id))
                .toList();
    }

    private record Die(int socket, OptionalInt die) {}

    private static final class Builder {
        private final PerfPmu pmu;
        private final Optional<String> vendor;
        private final List<Domain> domains = new ArrayList<>();
        private final List<Domain> counted = new ArrayList<>();
        private final List<PerfPmu.Event> events = new ArrayList<>();
        private final Map<Integer, List<Integer>> domainsOfCpu = new TreeMap<>();
        private final List<IgnoredZone> ignored;

        Builder(PerfPmu pmu, Optional<String> vendor) {
            this.pmu = pmu;
            this.vendor = vendor;
            ignored = new ArrayList<>(pmu.ignored());
        }

        PerfMap named(ZoneMap zones) throws IOException {
            ignored.addAll(zones.topology().ignored());
            Set<Optional<Die>> mirrored = mirroredDies(zones.members());
            Set<DomainKind> named = EnumSet.noneOf(DomainKind.class);
            for (ZoneMap.Member member : zones.members()) {
                Domain domain = member.domain();
                named.add(domain.kind());
                Optional<String> reason = mirrored.contains(die(domain))
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

        /** The dies whose package counter repeats another's. */
        private static Set<Optional<Die>> mirroredDies(Collection<ZoneMap.Member> members) {
            return members.stream()
                    .filter(member -> member.domain().kind() == DomainKind.PACKAGE && !member.counted())
                    .map(member -> die(member.domain()))
                    .collect(Collectors.toSet());
        }

        private static Optional<Die> die(Domain domain) {
            return domain.socket().isPresent()
                    ? Optional.of(new Die(domain.socket().getAsInt(), domain.die()))
                    : Optional.empty();
        }

        /** Adds a domain; says why not if it can't. */
        private Optional<String> add(ZoneMap.Member member, List<ZoneMap.Member> members) {
            Domain domain = member.domain();
            PerfPmu.Event event = pmu.events().get(domain.kind());
            if (event == null) {
                return Optional.of("the PMU has no usable event " + PerfPmu.eventName(domain.kind()));
            }
            if (domain.kind() == DomainKind.CORE
                    && vendor.filter(this::hasCoresEvent).isEmpty()) {
                return Optional.of(
                        "energy-cores is no counter of " + vendor.orElse("an unknown vendor's CPUs") + " for certain");
            }
            Optional<PerfPmu.Lead> lead =
                    domain.kind() == DomainKind.PSYS ? leadOfPsys(member) : leadOfSocket(domain, members);
            if (lead.isEmpty()) {
                return Optional.of("the PMU's cpumask has no CPU for it");
            }
            int cpu = lead.get().cpu();
            // The counter never wraps: see CountedEnergy.
            Domain here = domain.at(zone(event, cpu)).withRange(Long.MAX_VALUE);
            add(here, event, cpu, member.counted());
            return Optional.empty();
        }

        private boolean hasCoresEvent(String known) {
            return !ZoneMap.MIRRORING_VENDORS.contains(known);
        }

        /** The kernel calls it {@code psys-N} where it is not that of the first package. */
        private Optional<PerfPmu.Lead> leadOfPsys(ZoneMap.Member member) {
            String name = member.zone().name().orElse("");
            int dash = name.indexOf('-');
            return dash < 0
                    ? pmu.leads().stream().findFirst()
                    : pmu.leads().stream()
                            .filter(lead -> lead.socket() == Integer.parseInt(name.substring(dash + 1)))
                            .findFirst();
        }

        private Optional<PerfPmu.Lead> leadOfSocket(Domain domain, List<ZoneMap.Member> members) {
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
            // With one package counter to the socket, all of its CPUs show that one.
            return ofDie.isPresent() || packages > 1 ? ofDie : ofSocket.stream().findFirst();
        }

        private void add(Domain domain, PerfPmu.Event event, int cpu, boolean counts) {
            domainsOfCpu.computeIfAbsent(cpu, any -> new ArrayList<>()).add(domains.size());
            domains.add(domain);
            events.add(event);
            if (counts) {
                counted.add(domain);
            }
        }

        private static String zone(PerfPmu.Event event, int cpu) {
            return PerfPmu.zone(event.name() + "@cpu" + cpu);
        }

        PerfMap packagesOnly() throws IOException {
            PerfPmu.Event event = pmu.events().get(DomainKind.PACKAGE);
            if (event == null) {
                throw new IOException("the PMU has no usable event " + PerfPmu.eventName(DomainKind.PACKAGE));
            }
            Map<Integer, List<PerfPmu.Lead>> bySocket = pmu.leads().stream()
                    .collect(Collectors.groupingBy(PerfPmu.Lead::socket, TreeMap::new, Collectors.toList()));
            for (List<PerfPmu.Lead> leads : bySocket.values()) {
                addPackage(leads, event);
            }
            ignoreEvents(EnumSet.of(DomainKind.PACKAGE), "without powercap's names only packages are certain");
            return finish();
        }

        private void addPackage(List<PerfPmu.Lead> leads, PerfPmu.Event event) {
            boolean dies = leads.size() > 1;
            Optional<String> mirror = !dies ? Optional.empty() : whyMirrored(leads.get(0));
            Set<OptionalInt> seen = new HashSet<>();
            for (PerfPmu.Lead lead : leads) {
                OptionalInt die = dies && mirror.isEmpty() ? lead.die() : OptionalInt.empty();
                if (seen.add(die)) {

                    Domain domain = DomainRecord.ofSocket(DomainKind.PACKAGE, lead.socket(), die)
                            .at(zone(event, lead.cpu()));
                    add(domain, event, lead.cpu(), true);
                } else {
                    ignore(zone(event, lead.cpu()), mirror.orElse("another CPU counts the same die"));
                }
            }
        }

        private Optional<String> whyMirrored(PerfPmu.Lead first) {
            if (vendor.isEmpty()) {
                return Optional.of(
                        "it may repeat the counter of cpu" + first.cpu() + ": the CPU's vendor is not known");
            }
            return ZoneMap.MIRRORING_VENDORS.contains(vendor.get())
                    ? Optional.of("it repeats the counter of cpu" + first.cpu() + ": " + vendor.get()
                            + " has one for each package")
                    : Optional.empty();
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
            Topology topology = AccountingRoot.topology(domains, counted, ignored);
            if (topology.host().isEmpty()) {
                throw new IOException("the PMU counts nothing that adds up to a host");
            }
            List<Group> groups = new ArrayList<>();
            domainsOfCpu.forEach((cpu, members) -> groups.add(new Group(cpu, List.copyOf(members))));
            return new PerfMap(topology, List.copyOf(events), List.copyOf(groups));
        }
    }
}
