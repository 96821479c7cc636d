package io.scaph.sensor.powercap;

import io.scaph.api.internal.text.FailureText;
import io.scaph.api.spi.Availability;
import io.scaph.api.spi.HostRoots;
import io.scaph.api.topology.IgnoredZone;
import io.scaph.api.topology.Quality;
import io.scaph.api.topology.Topology;
import io.scaph.linux.environment.HostEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A place where zones may be, looked at once: what they mean, or why they can't be used.
 *
 * @param map what the zones mean, even if their counters can't be read; empty if there are no zones
 * @param availability whether a host's energy can be read there
 * @param lack which counters can't be read though others can, with the remedy, one line; empty if all can
 */
record PowercapTree(Optional<ZoneMap> map, Availability availability, Optional<String> lack) {
    /** Looks at the kernel's class. */
    static PowercapTree ofKernel(HostRoots roots) {
        HostEnvironment environment = HostEnvironment.detect(roots);
        Path root = roots.sysfs().resolve("class").resolve("powercap");
        return look(
                root,
                Quality.MEASURED,
                environment.cpu().vendor(),
                new KernelTrouble(root, new Diagnosis(environment, roots.sysfs())));
    }

    /**
     * Looks at a tree that a hypervisor publishes.
     *
     * @param root its root
     */
    static PowercapTree ofGuest(Path root) {
        return look(root, Quality.RELAYED, Optional.empty(), new GuestTrouble(root));
    }

    /** Whether a host's energy can be read there. */
    boolean isOpen() {
        return availability.isAvailable();
    }

    /** What to say where there is nothing to be read; each in terms of who publishes the tree. */
    private sealed interface Trouble {
        Availability nothingThere(String what);

        Availability dangling();

        Availability closed(String reason, boolean denied);
    }

    private record KernelTrouble(Path root, Diagnosis diagnosis) implements Trouble {
        @Override
        public Availability nothingThere(String what) {
            return diagnosis.nothingThere(what);
        }

        @Override
        public Availability dangling() {
            return diagnosis.masked(root);
        }

        @Override
        public Availability closed(String reason, boolean denied) {
            return diagnosis.closed(reason, denied, user());
        }
    }

    private record GuestTrouble(Path root) implements Trouble {
        @Override
        public Availability nothingThere(String what) {
            return Availability.unavailable(
                    what,
                    "mount the tree that the host publishes for this virtual machine at " + root
                            + ", or name another place by SCAPHANDRE_POWERCAP_PATH");
        }

        @Override
        public Availability dangling() {
            return nothingThere("the links in " + root + " lead nowhere");
        }

        @Override
        public Availability closed(String reason, boolean denied) {
            return Availability.unavailable(
                    reason + (denied ? " for user " + user() : ""),
                    denied
                            ? "let the host publish files that everybody may read, or run as root"
                            : "look at what the host publishes: a whole number of microjoules is expected");
        }
    }

    private static PowercapTree look(Path root, Quality quality, Optional<String> vendor, Trouble trouble) {
        ZoneTree tree;
        try {
            tree = ZoneTree.scan(root);
        } catch (NoSuchFileException e) {
            return unavailable(trouble.nothingThere(root + " does not exist"));
        } catch (NotDirectoryException e) {
            return unavailable(trouble.nothingThere(root + " is not a directory"));
        } catch (IOException e) {
            return unavailable(Availability.unavailable(
                    root + " can't be listed: " + FailureText.reason(e),
                    "let user " + user() + " read that directory"));
        }
        if (tree.zones().isEmpty()) {
            return unavailable(
                    tree.dangling().isEmpty() ? trouble.nothingThere(root + " has no zones") : trouble.dangling());
        }
        ZoneMap map = ZoneMap.of(tree, quality, vendor);
        if (map.topology().host().isEmpty()) {
            return nothingCounts(tree, map, trouble);
        }
        return new PowercapTree(
                Optional.of(map),
                Availability.available(describe(tree, map)).withTopology(shown(map)),
                lack(map, trouble));
    }

    private static Optional<String> lack(ZoneMap map, Trouble trouble) {
        List<Zone> closed = map.members().stream()
                .map(ZoneMap.Member::zone)
                .filter(zone -> zone.closed().isPresent())
                .toList();
        if (closed.isEmpty()) {
            return Optional.empty();
        }
        Zone first = closed.get(0);
        Availability why = trouble.closed(first.closed().orElseThrow(), !Files.isReadable(first.energyFile()));
        String more = closed.size() == 1 ? "" : " (and " + (closed.size() - 1) + " more)";
        return Optional.of("not all counters can be read: " + why.reason() + more + ". Remedy: " + why.remedy());
    }

    /** The topology with what can't be read named among what is not added up. */
    private static Topology shown(ZoneMap map) {
        List<IgnoredZone> ignored = new ArrayList<>(map.topology().ignored());
        for (ZoneMap.Member member : map.members()) {
            member.zone()
                    .closed()
                    .ifPresent(
                            reason -> ignored.add(IgnoredZone.of(member.zone().path(), "it can't be read: " + reason)));
        }
        Topology found = map.topology();
        return Topology.of(found.domains(), found.host())
                .withoutPsys(found.hostWithoutPsys())
                .ignoring(ignored);
    }

    private static String describe(ZoneTree tree, ZoneMap map) {
        long closed = tree.zones().stream()
                .filter(zone -> map.files().contains(zone.energyFile()))
                .filter(zone -> zone.closed().isPresent())
                .count();
        long open = map.files().size() - closed;
        return open
                + (open == 1 ? " energy counter in " : " energy counters in ")
                + tree.root()
                + (closed == 0 ? "" : " (" + closed + " more can't be read)");
    }

    /** Zones, but none that can be added up: closed to this user, or not what they should be. */
    private static PowercapTree nothingCounts(ZoneTree tree, ZoneMap map, Trouble trouble) {
        Availability why = tree.zones().stream()
                .filter(zone -> map.files().contains(zone.energyFile()))
                .flatMap(zone ->
                        zone
                                .closed()
                                .map(reason -> trouble.closed(reason, !Files.isReadable(zone.energyFile())))
                                .stream())
                .findFirst()
                .orElseGet(() ->
                        trouble.nothingThere(tree.root() + " has zones, but none that means a package, dram or psys"));
        return new PowercapTree(
                Optional.of(map),
                Availability.unavailable(why.reason(), why.remedy()).withTopology(shown(map)),
                Optional.empty());
    }

    private static String user() {
        return System.getProperty("user.name", "?");
    }

    private static PowercapTree unavailable(Availability why) {
        return new PowercapTree(Optional.empty(), why, Optional.empty());
    }
}
