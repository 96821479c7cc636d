package io.scaph.sensor.powercap;

import io.scaph.api.internal.topology.DomainRecord;
import io.scaph.api.topology.Domain;
import io.scaph.api.topology.DomainKind;
import io.scaph.api.topology.IgnoredZone;
import io.scaph.api.topology.Quality;
import io.scaph.api.topology.Topology;
import io.scaph.linux.guesttree.Heartbeat;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the zones of a tree mean: which domain each one is, and which of them add up to the host. The {@code name} file and
 * the parent decide; numbers of zones, their order, {@code enabled} and equal values mean nothing.
 *
 * <p>Names are those of {@code drivers/powercap/intel_rapl_common.c}: {@code package-P[-die-D]}, {@code core},
 * {@code uncore}, {@code dram}, {@code psys[-P]}.
 *
 * @param topology domains, host and what is ignored
 * @param members the zone of each domain, in the order of the topology
 */
record ZoneMap(Topology topology, List<Member> members) {
    private static final String MSR_TYPE = "intel-rapl";
    private static final String MMIO_TYPE = "intel-rapl-mmio";
    private static final Pattern PACKAGE = Pattern.compile("package-([0-9]{1,6})(?:-die-([0-9]{1,6}))?");
    private static final Pattern PSYS = Pattern.compile("psys(?:-[0-9]{1,6})?");

    /** Vendors whose package counter covers all dies of the package, so that a zone for each die repeats it. */
    static final Set<String> MIRRORING_VENDORS = Set.of("AuthenticAMD", "HygonGenuine");

    /**
     * Finds the meaning of a tree.
     *
     * @param tree the zones
     * @param quality MEASURED for the kernel's tree, RELAYED for a hypervisor's. In the latter a top zone without a name
     *     is a package: Scaphandre writes no names
     * @param vendor the CPUID vendor, empty if it is not known
     * @return the map
     */
    static ZoneMap of(ZoneTree tree, Quality quality, Optional<String> vendor) {
        return new Builder(quality, vendor).build(tree);
    }

    /** The counter file of each domain, in the order of the topology. */
    List<Path> files() {
        return members.stream().map(member -> member.zone().energyFile()).toList();
    }

    /** The file by which a hypervisor says when it measured; a kernel has none, nor has Scaphandre. */
    Optional<Path> heartbeat() {
        return members.stream()
                .filter(member -> member.domain().quality() == Quality.RELAYED)
                .map(member -> member.zone().directory().resolve(Heartbeat.FILE))
                .filter(Files::isRegularFile)
                .findFirst();
    }

    /**
     * A domain where it was found.
     *
     * @param domain the domain
     * @param zone its zone
     * @param counted whether it may be added up, even if it can't be read now
     */
    record Member(Domain domain, Zone zone, boolean counted) {}

    private record Place(int socket, OptionalInt die) {}

    private static final class Builder {
        private final Quality quality;
        private final Optional<String> vendor;
        private final List<Member> members = new ArrayList<>();
        private final List<IgnoredZone> ignored = new ArrayList<>();
        private final Map<ZoneAddress, Zone> byAddress = new HashMap<>();
        private final Map<ZoneAddress, Place> packages = new HashMap<>();
        private final Set<String> ids = new HashSet<>();
        private final Map<Integer, ZoneAddress> firstOfSocket = new TreeMap<>();
        private final Map<Integer, Integer> packagesOfSocket = new HashMap<>();

        Builder(Quality quality, Optional<String> vendor) {
            this.quality = quality;
            this.vendor = vendor;
        }

        ZoneMap build(ZoneTree tree) {
            tree.zones().forEach(zone -> byAddress.put(zone.address(), zone));
            boolean msr =
                    tree.zones().stream().anyMatch(zone -> zone.address().type().equals(MSR_TYPE));
            String type = msr ? MSR_TYPE : MMIO_TYPE;
            List<Zone> zones = tree.zones().stream()
                    .filter(zone -> zone.address().type().equals(type))
                    .toList();
            for (Zone zone : zones) {
                findPackage(zone);
            }
            for (Zone zone : zones) {
                add(zone);
            }
            for (Zone zone : tree.zones()) {
                ignoreOtherType(zone, type);
            }
            for (String controlType : tree.controlTypes()) {
                if (!controlType.equals(MSR_TYPE) && !controlType.equals(MMIO_TYPE)) {
                    ignore(
                            controlType,
                            controlType.contains(":")
                                    ? "this is no name of a zone"
                                    : "this control type measures no energy");
                }
            }
            for (String link : tree.dangling()) {
                ignore(link, "the link leads nowhere");
            }
            return finish();
        }

        private void findPackage(Zone zone) {
            if (zone.address().subzone().isPresent()) {
                return;
            }
            Place place = place(zone);
            if (place != null) {
                packages.put(zone.address(), place);
                packagesOfSocket.merge(place.socket(), 1, Integer::sum);
                firstOfSocket.merge(
                        place.socket(), zone.address(), (one, other) -> one.compareTo(other) <= 0 ? one : other);
            }
        }

        private @Nullable Place place(Zone zone) {
            if (zone.name().isEmpty()) {
                return quality == Quality.RELAYED && zone.hasCounter()
                        ? new Place(zone.address().zone(), OptionalInt.empty())
                        : null;
            }
            Matcher name = PACKAGE.matcher(zone.name().get());
            if (!name.matches()) {
                return null;
            }
            String die = name.group(2);
            return new Place(
                    Integer.parseInt(name.group(1)),
                    die == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(die)));
        }

        private void add(Zone zone) {
            if (!zone.hasCounter()) {
                ignore(zone.path(), "it has no energy_uj");
            } else if (zone.address().subzone().isPresent()) {
                addSubzone(zone);
            } else if (packages.containsKey(zone.address())) {
                addPackage(zone, packages.get(zone.address()));
            } else {
                addTop(zone);
            }
        }

        private void addPackage(Zone zone, @Nullable Place place) {
            if (place == null) {
                return;
            }
            String id = DomainRecord.ofSocket(DomainKind.PACKAGE, place.socket(), place.die())
                    .id();
            Optional<String> mirror = mirrorOf(zone.address(), place);
            if (mirror.isPresent() && ids.add(id)) {
                members.add(new Member(domain(id, DomainKind.PACKAGE, place, zone, mirror), zone, false));
                ignore(zone.path(), mirror.get());
            } else {
                addCounted(id, DomainKind.PACKAGE, place, zone, Optional.empty());
            }
        }

        /** Why a zone repeats the package counter; empty if it is one of its own, or the one to count. */
        private Optional<String> mirrorOf(ZoneAddress address, Place place) {
            ZoneAddress first = firstOfSocket.get(place.socket());
            boolean severalDies = place.die().isPresent() && packagesOfSocket.getOrDefault(place.socket(), 0) > 1;
            if (!severalDies || address.equals(first)) {
                return Optional.empty();
            }
            if (vendor.isEmpty()) {
                return Optional.of("it may repeat the counter of " + first + ": the CPU's vendor is not known");
            }
            return MIRRORING_VENDORS.contains(vendor.get())
                    ? Optional.of(
                            "it repeats the counter of " + first + ": " + vendor.get() + " has one for each package")
                    : Optional.empty();
        }

        private void addTop(Zone zone) {
            String name = zone.name().orElse("");
            if (PSYS.matcher(name).matches()) {
                addCounted("psys", DomainKind.PSYS, null, zone, Optional.empty());
            } else if (name.equals(DomainKind.DRAM.label())) {
                addCounted("dram", DomainKind.DRAM, null, zone, Optional.empty());
            } else {
                ignore(zone.path(), meaningless(zone));
            }
        }

        /** Why it is not known what a zone measures. A directory that may not be entered hides its name, too. */
        private static String meaningless(Zone zone) {
            return zone.name()
                    .map(name -> "its name '" + name + "' means nothing here")
                    .or(zone::closed)
                    .orElse("it has no name");
        }

        private void addSubzone(Zone zone) {
            Place place = packages.get(zone.address().parent());
            if (place == null) {
                ignore(zone.path(), "it is not inside a package");
                return;
            }
            String name = zone.name().orElse("");
            switch (name) {
                case "core" ->
                    addDetail(
                            DomainKind.CORE,
                            place,
                            zone,
                            vendor.filter(MIRRORING_VENDORS::contains)
                                    .map(any -> "the counter of one core, not of all"));
                case "uncore" -> addDetail(DomainKind.UNCORE, place, zone, Optional.empty());
                case "dram" -> addDram(place, zone);
                default -> ignore(zone.path(), meaningless(zone));
            }
        }

        private void addDram(Place place, Zone zone) {
            Optional<String> mirror = mirrorOf(zone.address().parent(), place);
            if (mirror.isPresent()) {
                addDetail(DomainKind.DRAM, place, zone, Optional.of("not added: its package is not counted"));
            } else {
                addCounted(
                        DomainRecord.ofSocket(DomainKind.DRAM, place.socket(), place.die())
                                .id(),
                        DomainKind.DRAM,
                        place,
                        zone,
                        Optional.empty());
            }
        }

        private void addCounted(String id, DomainKind kind, @Nullable Place place, Zone zone, Optional<String> remark) {
            addMember(id, kind, place, zone, remark, true);
        }

        private void addDetail(DomainKind kind, Place place, Zone zone, Optional<String> remark) {
            addMember(DomainRecord.ofSocket(kind, place.socket(), place.die()).id(), kind, place, zone, remark, false);
        }

        private void addMember(
                String id,
                DomainKind kind,
                @Nullable Place place,
                Zone zone,
                Optional<String> remark,
                boolean counted) {
            if (ids.add(id)) {
                members.add(new Member(domain(id, kind, place, zone, remark), zone, counted));
            } else {
                ignore(zone.path(), "another zone is " + id + " already");
            }
        }

        private Domain domain(String id, DomainKind kind, @Nullable Place place, Zone zone, Optional<String> remark) {
            return DomainRecord.of(
                            id,
                            kind,
                            place == null ? OptionalInt.empty() : OptionalInt.of(place.socket()),
                            place == null ? OptionalInt.empty() : place.die())
                    .at(zone.path())
                    .withQuality(quality)
                    .withRange(zone.rangeMicrojoules().orElse(Long.MAX_VALUE))
                    .withRemark(remark.orElse(null));
        }

        private void ignoreOtherType(Zone zone, String type) {
            String other = zone.address().type();
            if (other.equals(type)) {
                return;
            }
            if (!other.equals(MMIO_TYPE)) {
                ignore(zone.path(), "zones of " + other + " are not known to measure energy");
                return;
            }
            ignore(
                    zone.path(),
                    twin(zone).map(id -> "it repeats " + id).orElse("intel-rapl has no such zone to check it by"));
        }

        /** The domain that an MMIO zone shows again: that of the same name in the same socket. */
        private Optional<String> twin(Zone zone) {
            Zone top = byAddress.get(zone.address().parent());
            Place place = top == null ? null : place(top);
            if (place == null) {
                return Optional.empty();
            }
            String name = zone.name().orElse("");
            return members.stream()
                    .map(Member::domain)
                    .filter(domain -> domain.socket().equals(OptionalInt.of(place.socket()))
                            && domain.die().equals(place.die())
                            && (name.equals(domain.kind().label())
                                    || (name.startsWith("package-") && domain.kind() == DomainKind.PACKAGE)))
                    .map(Domain::id)
                    .findFirst();
        }

        private void ignore(String path, String reason) {
            ignored.add(IgnoredZone.of(path, reason));
        }

        private ZoneMap finish() {
            List<Domain> domains = members.stream().map(Member::domain).toList();
            List<Domain> counted = members.stream()
                    .filter(member -> member.counted() && member.zone().closed().isEmpty())
                    .map(Member::domain)
                    .toList();
            return new ZoneMap(AccountingRoot.topology(domains, counted, ignored), List.copyOf(members));
        }
    }
}
