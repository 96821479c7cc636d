package io.scaph.sensor.estimation;

import io.scaph.api.internal.text.KernelPath;
import io.scaph.api.spi.HostRoots;
import io.scaph.api.spi.Option;
import io.scaph.api.spi.Options;
import io.scaph.api.topology.Domain;
import io.scaph.api.topology.DomainKind;
import io.scaph.api.topology.Quality;
import io.scaph.linux.environment.SystemFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Finds what is estimated from published coefficients: memory, disks, network. */
final class ComponentEstimates {
    static final Option<Boolean> NO_MEMORY = Option.flag("no-memory", "estimation: leave memory out");
    static final Option<Boolean> NO_DISKS = Option.flag("no-disks", "estimation: leave disks out");
    static final Option<Boolean> NO_NETWORK = Option.flag("no-network", "estimation: leave network traffic out");

    /** The mean of what two makers publish, 0.375 and 0.408 W/GB (Cloud Carbon Footprint, methodology). */
    private static final double MEMORY_WATTS_PER_GIGABYTE = 0.392;
    /** By RAPL on hosts of a cloud: 0.13 W/GB idle, up to 1.1 under a stress test (Teads). */
    private static final double LEAST_MEMORY_WATTS_PER_GIGABYTE = 0.13;

    private static final double MOST_MEMORY_WATTS_PER_GIGABYTE = 1.1;
    /** 1.2 Wh for each TBh, for an SSD of 5 TB and 6 W (Cloud Carbon Footprint, from LBNL 2016). */
    private static final double SOLID_STATE_WATTS_PER_TERABYTE = 1.2;
    /** 0.65 Wh for each TBh, for a disk of 10 TB and 6.5 W (the same). */
    private static final double ROTATING_WATTS_PER_TERABYTE = 0.65;
    /** Disks of other sizes take about the same power each, so that by capacity it may be off by this factor. */
    private static final double DISK_FACTOR = 4;

    private static final double MICROJOULES_PER_WATT_NANOSECOND = 1e-3;
    private static final double BYTES_PER_SECTOR = 512;
    private static final double BYTES_PER_TERABYTE = 1e12;
    /** Devices that lie on other disks, or in memory. */
    private static final Pattern NO_DISK = Pattern.compile("(loop|ram|zram|dm-|md|sr|fd|nbd)\\d*.*");

    private final HostRoots roots;
    private final long nanoTime;

    ComponentEstimates(HostRoots roots, long nanoTime) {
        this.roots = roots;
        this.nanoTime = nanoTime;
    }

    /**
     * Finds them.
     *
     * @param observed the machine
     * @param power its power, including memory
     * @param options which to leave out
     * @return what was found; of a container with limits only memory's share is its own, so nothing
     */
    List<ComponentEstimate> find(ObservedMachine observed, MachinePower power, Options options) {
        List<ComponentEstimate> found = new ArrayList<>();
        if (observed.allotment().isPresent()) {
            return found;
        }
        if (!options.get(NO_MEMORY)) {
            memory(observed, power).ifPresent(found::add);
        }
        if (!options.get(NO_DISKS)) {
            disks().ifPresent(found::add);
        }
        if (!options.get(NO_NETWORK)) {
            network().ifPresent(found::add);
        }
        return found;
    }

    private Optional<ComponentEstimate> memory(ObservedMachine observed, MachinePower power) {
        if (observed.machine().memoryGigabytes().isEmpty()) {
            return Optional.empty();
        }
        double gigabytes = observed.machine().memoryGigabytes().getAsDouble();
        double most = roomForMemory(power.server().estimate(), power.packages().estimate(), observed);
        double watts = Math.min(MEMORY_WATTS_PER_GIGABYTE * gigabytes, most);
        Estimate estimate = new Estimate(
                Math.min(LEAST_MEMORY_WATTS_PER_GIGABYTE * gigabytes, watts),
                watts,
                Math.max(watts, MOST_MEMORY_WATTS_PER_GIGABYTE * gigabytes));
        return Optional.of(
                constant(domain(DomainKind.DRAM, roots.procfs().resolve("meminfo"), "within psys"), estimate));
    }

    /** A component that uses the same power all the time, as far as is known. */
    private ComponentEstimate constant(Domain domain, Estimate watts) {
        return new ComponentEstimate(domain, now -> watts.times((now - nanoTime) * MICROJOULES_PER_WATT_NANOSECOND));
    }

    /** What the server takes beyond its packages at any load. */
    private static double roomForMemory(PowerLine server, PowerLine packages, ObservedMachine observed) {
        return Math.min(server.watts(0) - packages.watts(0), server.watts(1) - packages.watts(1))
                * observed.machine().threads();
    }

    private Optional<ComponentEstimate> disks() {
        double watts = SystemFiles.children(roots.sysfs().resolve("block"), "*").stream()
                .filter(disk ->
                        !NO_DISK.matcher(String.valueOf(disk.getFileName())).matches())
                .mapToDouble(ComponentEstimates::diskWatts)
                .sum();
        return watts > 0
                ? Optional.of(constant(
                        domain(DomainKind.DISK, roots.sysfs().resolve("block"), "by capacity"),
                        new Estimate(watts / DISK_FACTOR, watts, watts * DISK_FACTOR)))
                : Optional.empty();
    }

    private static double diskWatts(Path disk) {
        boolean rotating = SystemFiles.firstLine(disk.resolve("queue/rotational"))
                .filter("1"::equals)
                .isPresent();
        return SystemFiles.firstLine(disk.resolve("size"))
                .filter(sectors -> sectors.matches("[0-9]{1,18}"))
                .map(sectors -> Long.parseLong(sectors) * BYTES_PER_SECTOR / BYTES_PER_TERABYTE)
                .map(terabytes -> terabytes * (rotating ? ROTATING_WATTS_PER_TERABYTE : SOLID_STATE_WATTS_PER_TERABYTE))
                .orElse(0.0);
    }

    /** Of the interfaces that are devices: traffic over bridges and tunnels also goes over these, or stays in the machine. */
    private Optional<ComponentEstimate> network() {
        Set<String> devices = SystemFiles.children(roots.sysfs().resolve("class/net"), "*").stream()
                .filter(device -> Files.exists(device.resolve("device")))
                .map(device -> KernelPath.text(device.getFileName()))
                .collect(Collectors.toCollection(TreeSet::new));
        if (devices.isEmpty()) {
            return Optional.empty();
        }
        // The link net points to the reader's own namespace; process 1 is in the host's.
        for (String file : List.of("1/net/dev", "net/dev")) {
            try {
                Path path = roots.procfs().resolve(file);
                return Optional.of(new ComponentEstimate(
                        domain(DomainKind.NETWORK, path, "0.001 kWh/GB"), new NetworkTraffic(path, devices)));
            } catch (IOException e) {
                // Try the next one.
            }
        }
        return Optional.empty();
    }

    private static Domain domain(DomainKind kind, Path zone, String remark) {
        return Domain.of(kind.label(), kind)
                .at(zone.toString())
                .withQuality(Quality.ESTIMATED)
                .withRemark(remark);
    }
}
