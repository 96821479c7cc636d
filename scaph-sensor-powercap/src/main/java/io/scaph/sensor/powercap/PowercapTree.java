package io.scaph.sensor.powercap;

import io.scaph.api.internal.text.FailureText;
import io.scaph.api.spi.Availability;
import io.scaph.api.spi.HostRoots;
import io.scaph.api.topology.IgnoredZone;
import io.scaph.api.topology.Quality;
import io.scaph.api.topology.Topology;
import io.scaph.linux.environment.HostEnvironment;
import io.scaph.sensor.powercap.internal.zone.Zone;
import io.scaph.sensor.powercap.internal.zone.ZoneMap;
import io.scaph.sensor.powercap.internal.zone.ZoneTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A directory that may hold zones: the domains of its zones, or why they can't be used.
 *
 * @param map the domains, also if their counters can't be read; empty if there are no zones
 * @param availability whether the energy of a host can be read there
 * @param warning which counters can't be read although others can, with the remedy, one line; empty if all can
 */
record PowercapTree(Optional<ZoneMap> map, Availability availability, Optional<String> warning) {
    private static final String USER = System.getProperty("user.name", "?");

    /**
     * Why the tree of a hypervisor can't be read, and what to do.
     *
     * @param root the root of the tree
     * @param user the user of this process
     */
    private record GuestDiagnosis(Path root, String user) implements TreeDiagnosis {
        @Override
        public Availability noZones(String what) {
            return Availability.unavailable(
                    what,
                    "mount the tree that the host publishes for this virtual machine at " + root
                            + ", or name another place by SCAPHANDRE_POWERCAP_PATH");
        }

        @Override
        public Availability danglingLinks(Path directory) {
            return noZones("the links in " + directory + " lead nowhere");
        }

        @Override
        public Availability closed(String reason, boolean denied) {
            return denied
                    ? Availability.unavailable(
                            reason + " for user " + user,
                            "let the host publish files that all users may read, or run as root")
                    : Availability.unavailable(
                            reason, "check what the host publishes: a whole number of microjoules is expected");
        }
    }

    /** Examines the kernel's class directory. */
    static PowercapTree ofKernel(HostRoots roots) {
        HostEnvironment environment = HostEnvironment.detect(roots);
        return examine(
                roots.sysfs().resolve("class").resolve("powercap"),
                Quality.MEASURED,
                environment.cpu().vendor(),
                new KernelDiagnosis(environment, roots.sysfs(), USER));
    }

    /**
     * Examines a tree that a hypervisor publishes.
     *
     * @param root its root
     */
    static PowercapTree ofGuest(Path root) {
        return examine(root, Quality.RELAYED, Optional.empty(), new GuestDiagnosis(root, USER));
    }

    private static PowercapTree examine(Path root, Quality quality, Optional<String> vendor, TreeDiagnosis diagnosis) {
        ZoneTree tree;
        try {
            tree = ZoneTree.scan(root);
        } catch (NoSuchFileException e) {
            return unavailable(diagnosis.noZones(root + " does not exist"));
        } catch (NotDirectoryException e) {
            return unavailable(diagnosis.noZones(root + " is not a directory"));
        } catch (IOException e) {
            return unavailable(Availability.unavailable(
                    root + " can't be listed: " + FailureText.reason(e), "let user " + USER + " read that directory"));
        }
        if (tree.zones().isEmpty()) {
            return unavailable(
                    tree.dangling().isEmpty()
                            ? diagnosis.noZones(root + " has no zones")
                            : diagnosis.danglingLinks(root));
        }
        ZoneMap map = ZoneMap.of(tree, quality, vendor);
        Topology topology = topologyWithClosed(map);
        List<Zone> closed = map.closed().stream().map(ZoneMap.ZoneDomain::zone).toList();
        Optional<Availability> why = closed.stream()
                .findFirst()
                .map(zone -> diagnosis.closed(zone.closed().orElseThrow(), !Files.isReadable(zone.energyFile())));
        if (topology.host().isEmpty()) {
            Availability reason =
                    why.orElseGet(() -> diagnosis.noZones(root + " has zones, but none is a package, dram or psys"));
            return new PowercapTree(Optional.of(map), reason.withTopology(topology), Optional.empty());
        }
        int open = map.files().size() - closed.size();
        String description = open
                + (open == 1 ? " energy counter in " : " energy counters in ")
                + root
                + (closed.isEmpty() ? "" : " (" + closed.size() + " more can't be read)");
        String more = closed.size() <= 1 ? "" : " (and " + (closed.size() - 1) + " more)";
        return new PowercapTree(
                Optional.of(map),
                Availability.available(description).withTopology(topology),
                why.map(first ->
                        "not all counters can be read: " + first.reason() + more + ". Remedy: " + first.remedy()));
    }

    /** The topology, with the domains that can't be read among the ignored zones. */
    private static Topology topologyWithClosed(ZoneMap map) {
        List<IgnoredZone> ignored = new ArrayList<>(map.topology().ignored());
        for (ZoneMap.ZoneDomain member : map.closed()) {
            String reason = member.zone().closed().orElseThrow();
            ignored.add(IgnoredZone.of(member.zone().path(), "it can't be read: " + reason));
        }
        return map.topology().ignoring(ignored);
    }

    private static PowercapTree unavailable(Availability why) {
        return new PowercapTree(Optional.empty(), why, Optional.empty());
    }
}
