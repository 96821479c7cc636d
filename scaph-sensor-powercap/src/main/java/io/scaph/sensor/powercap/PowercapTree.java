package io.scaph.sensor.powercap;

import io.scaph.api.spi.Availability;
import io.scaph.api.spi.FailureText;
import io.scaph.api.topology.Quality;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A place where zones may be, looked at once: what they mean, or why they can't be used.
 *
 * @param map what the zones mean; empty if there is nothing that can be added up
 * @param availability whether a host's energy can be read there
 */
record PowercapTree(Optional<ZoneMap> map, Availability availability) {
    /**
     * Looks at the kernel's class.
     *
     * @param sysfs the root of {@code /sys}
     * @param vendor the CPUID vendor, if it is known
     */
    static PowercapTree ofKernel(Path sysfs, Optional<String> vendor) {
        Path root = sysfs.resolve("class").resolve("powercap");
        return look(
                root,
                Quality.MEASURED,
                vendor,
                new Remedies(
                        "load the driver (sudo modprobe intel_rapl_msr); a virtual machine has no RAPL of its own: let its host"
                                + " publish one (--vm) or estimate (-s estimation)",
                        "load the driver (sudo modprobe intel_rapl_msr); if it is loaded, this machine has no RAPL: estimate"
                                + " (-s estimation)",
                        "let the container see the host's counters: mount /sys/devices/virtual/powercap of the host there, read-only"));
    }

    /**
     * Looks at a tree that a hypervisor publishes.
     *
     * @param root its root
     */
    static PowercapTree ofGuest(Path root) {
        String mount = "mount the tree that the host publishes for this machine at " + root
                + ", or name another place by SCAPHANDRE_POWERCAP_PATH";
        return look(root, Quality.RELAYED, Optional.empty(), new Remedies(mount, mount, mount));
    }

    /** What to do where there is no directory, no zone in it, or only links that lead nowhere. */
    private record Remedies(String noDirectory, String noZones, String dangling) {}

    private static PowercapTree look(Path root, Quality quality, Optional<String> vendor, Remedies remedies) {
        ZoneTree tree;
        try {
            tree = ZoneTree.scan(root);
        } catch (NoSuchFileException e) {
            return unavailable(root + " does not exist", remedies.noDirectory);
        } catch (IOException e) {
            return unavailable(
                    root + " can't be listed: " + FailureText.reason(e),
                    Files.isDirectory(root) ? "let user " + user() + " read that directory" : remedies.noDirectory);
        }
        if (tree.zones().isEmpty()) {
            return tree.dangling().isEmpty()
                    ? unavailable(root + " has no zones", remedies.noZones)
                    : unavailable(
                            "the links in " + root + " lead nowhere: what they point to is hidden from this container",
                            remedies.dangling);
        }
        ZoneMap map = ZoneMap.of(tree, quality, vendor);
        int usable = map.topology().host().size();
        if (usable == 0) {
            return closed(tree, map);
        }
        return new PowercapTree(
                Optional.of(map), new Availability.Available(map.files().size() + " energy counters in " + root));
    }

    /** Zones, but none that can be added up: closed to this user, or not what they should be. */
    private static PowercapTree closed(ZoneTree tree, ZoneMap map) {
        for (Zone zone : tree.zones()) {
            boolean isDomain = map.files().contains(zone.energyFile());
            if (isDomain && zone.closed().isPresent()) {
                String reason = zone.closed().get();
                return Files.isReadable(zone.energyFile())
                        ? unavailable(reason, "see what that file holds; another one was expected there")
                        : unavailable(reason + " for user " + user(), openToGroup(tree.root()));
            }
        }
        return unavailable(
                tree.root() + " has zones, but none that means a package, dram or psys",
                "look at the name files there; estimate meanwhile (-s estimation)");
    }

    private static String openToGroup(Path root) {
        String files = root + "/*/energy_uj";
        return "run as root, or let a group read them: sudo groupadd -f powercap; sudo chgrp powercap " + files
                + "; sudo chmod g+r " + files + "; sudo usermod -aG powercap " + user() + "; then log in again";
    }

    private static String user() {
        return System.getProperty("user.name", "this user");
    }

    private static PowercapTree unavailable(String reason, String remedy) {
        return new PowercapTree(Optional.empty(), new Availability.Unavailable(reason, remedy));
    }
}
