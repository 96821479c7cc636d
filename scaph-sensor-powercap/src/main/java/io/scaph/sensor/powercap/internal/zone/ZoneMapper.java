package io.scaph.sensor.powercap.internal.zone;

import io.scaph.api.topology.Domain;
import io.scaph.api.topology.DomainKind;
import io.scaph.api.topology.IgnoredZone;
import io.scaph.api.topology.Quality;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the domain of each zone of a tree. The {@code name} file and the parent decide; numbers of zones, their order,
 * {@code enabled} and equal values mean nothing.
 *
 * <p>Names are those of {@code drivers/powercap/intel_rapl_common.c}: {@code package-P[-die-D]}, {@code core},
 * {@code uncore}, {@code dram}, {@code psys[-P]}.
 */
final class ZoneMapper {
    private static final String MSR_TYPE = "intel-rapl";
    private static final String MMIO_TYPE = "intel-rapl-mmio";
    private static final Pattern PACKAGE = Pattern.compile("package-([0-9]{1,6})(?:-die-([0-9]{1,6}))?");
    private static final Pattern PSYS = Pattern.compile("psys(?:-[0-9]{1,6})?");

    private final Quality quality;
    private final Optional<String> vendor;
    private final List<ZoneMap.ZoneDomain> members = new ArrayList<>();
    private final List<IgnoredZone> ignored = new ArrayList<>();
    private final Set<String> ids = new HashSet<>();
    private final Map<ZoneAddress, SocketDie> packages = new HashMap<>();
    private final Map<Integer, SortedSet<ZoneAddress>> packagesOfSocket = new HashMap<>();

    ZoneMapper(Quality quality, Optional<String> vendor) {
        this.quality = quality;
        this.vendor = vendor;
    }

    ZoneMap map(ZoneTree tree) {
        boolean msr =
                tree.zones().stream().anyMatch(zone -> zone.address().type().equals(MSR_TYPE));
        String type = msr ? MSR_TYPE : MMIO_TYPE;
        List<Zone> zones = tree.zones().stream()
                .filter(zone -> zone.address().type().equals(type))
                .toList();
        zones.forEach(this::addPackagePlace);
        zones.forEach(this::add);
        tree.zones().stream()
                .filter(zone -> !zone.address().type().equals(type))
                .forEach(zone -> ignoreOtherType(zone, tree));
        for (String controlType : tree.controlTypes()) {
            if (!controlType.equals(MSR_TYPE) && !controlType.equals(MMIO_TYPE)) {
                ignore(
                        controlType,
                        controlType.contains(":")
                                ? "this is not the name of a zone"
                                : "this control type measures no energy");
            }
        }
        tree.dangling().forEach(link -> ignore(link, "the link leads nowhere"));
        List<Domain> domains = members.stream().map(ZoneMap.ZoneDomain::domain).toList();
        List<Domain> counted = members.stream()
                .filter(member -> member.counted() && member.zone().closed().isEmpty())
                .map(ZoneMap.ZoneDomain::domain)
                .toList();
        return new ZoneMap(ZoneMap.topology(domains, counted, ignored), List.copyOf(members));
    }

    private void addPackagePlace(Zone zone) {
        Optional<SocketDie> place = zone.address().subzone().isPresent() ? Optional.empty() : packagePlace(zone);
        if (place.isPresent()) {
            packages.put(zone.address(), place.get());
            packagesOfSocket
                    .computeIfAbsent(place.get().socket(), any -> new TreeSet<>())
                    .add(zone.address());
        }
    }

    private Optional<SocketDie> packagePlace(Zone zone) {
        if (zone.name().isEmpty()) {
            return quality == Quality.RELAYED && zone.hasCounter()
                    ? Optional.of(new SocketDie(zone.address().zone(), OptionalInt.empty()))
                    : Optional.empty();
        }
        Matcher name = PACKAGE.matcher(zone.name().get());
        if (!name.matches()) {
            return Optional.empty();
        }
        String die = name.group(2);
        return Optional.of(new SocketDie(
                Integer.parseInt(name.group(1)),
                die == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(die))));
    }

    private void add(Zone zone) {
        SocketDie place = packages.get(zone.address());
        if (!zone.hasCounter()) {
            ignore(zone.path(), "it has no energy_uj");
        } else if (zone.address().subzone().isPresent()) {
            addSubzone(zone);
        } else if (place != null) {
            Optional<String> mirror = mirrorReason(zone.address(), place);
            if (add(DomainKind.PACKAGE, place, zone, mirror, mirror.isEmpty())) {
                mirror.ifPresent(reason -> ignore(zone.path(), reason));
            }
        } else if (PSYS.matcher(zone.name().orElse("")).matches()) {
            add(DomainKind.PSYS, null, zone, Optional.empty(), true);
        } else if (zone.name().equals(Optional.of(DomainKind.DRAM.label()))) {
            add(DomainKind.DRAM, null, zone, Optional.empty(), true);
        } else {
            ignoreName(zone);
        }
    }

    private void addSubzone(Zone zone) {
        SocketDie place = packages.get(zone.address().parent());
        if (place == null) {
            ignore(zone.path(), "it is not inside a package");
            return;
        }
        switch (zone.name().orElse("")) {
            case "core" -> {
                Optional<String> remark = vendor.filter(ZoneMap.MIRRORING_VENDORS::contains)
                        .map(any -> "the counter of one core, not of all");
                add(DomainKind.CORE, place, zone, remark, false);
            }
            case "uncore" -> add(DomainKind.UNCORE, place, zone, Optional.empty(), false);
            case "dram" -> {
                Optional<String> remark = mirrorReason(zone.address().parent(), place)
                        .map(mirror -> "not added: its package is not counted");
                add(DomainKind.DRAM, place, zone, remark, remark.isEmpty());
            }
            default -> ignoreName(zone);
        }
    }

    /** Why a zone repeats the package counter; empty if it has its own counter, or is the one to count. */
    private Optional<String> mirrorReason(ZoneAddress address, SocketDie place) {
        ZoneAddress first =
                Objects.requireNonNull(packagesOfSocket.get(place.socket())).first();
        if (place.die().isEmpty() || address.equals(first)) {
            return Optional.empty();
        }
        if (vendor.isEmpty()) {
            return Optional.of("it may repeat the counter of " + first + ": the CPU's vendor is unknown");
        }
        return vendor.filter(ZoneMap.MIRRORING_VENDORS::contains)
                .map(name -> "it repeats the counter of " + first + ": " + name + " has one for each package");
    }

    /** Adds a domain unless another zone is that domain already. */
    private boolean add(
            DomainKind kind, @Nullable SocketDie place, Zone zone, Optional<String> remark, boolean counted) {
        Domain domain = (place == null ? Domain.of(kind.label(), kind) : place.domain(kind))
                .at(zone.path())
                .withQuality(quality)
                .withRange(zone.rangeMicrojoules().orElse(Long.MAX_VALUE))
                .withRemark(remark.orElse(null));
        if (!ids.add(domain.id())) {
            ignore(zone.path(), "another zone is " + domain.id() + " already");
            return false;
        }
        members.add(new ZoneMap.ZoneDomain(domain, zone, counted));
        return true;
    }

    /** Reports a zone with an unknown name. The name is hidden too if the directory can't be entered. */
    private void ignoreName(Zone zone) {
        ignore(
                zone.path(),
                zone.name()
                        .map(name -> "its name '" + name + "' is unknown")
                        .or(zone::closed)
                        .orElse("it has no name"));
    }

    private void ignoreOtherType(Zone zone, ZoneTree tree) {
        String type = zone.address().type();
        ignore(
                zone.path(),
                type.equals(MMIO_TYPE)
                        ? twin(zone, tree)
                                .map(id -> "it repeats " + id)
                                .orElse("intel-rapl has no such zone to compare it with")
                        : "zones of " + type + " are not known to measure energy");
    }

    /** The domain that an MMIO zone repeats: the one with the same name in the same socket. */
    private Optional<String> twin(Zone zone, ZoneTree tree) {
        Optional<SocketDie> place = tree.zones().stream()
                .filter(top -> top.address().equals(zone.address().parent()))
                .findFirst()
                .flatMap(this::packagePlace);
        String name = zone.name().orElse("");
        return members.stream()
                .map(ZoneMap.ZoneDomain::domain)
                .filter(domain -> place.isPresent() && place.equals(SocketDie.of(domain)))
                .filter(domain -> name.equals(domain.kind().label())
                        || (name.startsWith("package-") && domain.kind() == DomainKind.PACKAGE))
                .map(Domain::id)
                .findFirst();
    }

    private void ignore(String path, String reason) {
        ignored.add(IgnoredZone.of(path, reason));
    }
}
