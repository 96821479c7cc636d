package io.scaph.benchmarks;

import io.scaph.api.spi.HostRoots;
import io.scaph.api.spi.PluginSetup;
import io.scaph.api.spi.Sensor;
import io.scaph.api.spi.SensorUnavailableException;
import io.scaph.sensor.powercap.PowercapProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A directory that looks like {@code /sys}, with the powercap zones of a host of 2 sockets and 8 domains. */
final class ZoneTree implements AutoCloseable {
    /** The range of most Intel parts, in µJ. */
    static final long RANGE = 262_143_328_850L;

    /** A zone: its directory, its name, and what it draws, in watts. */
    record Zone(String path, String name, int watts) {}

    static final List<Zone> ZONES = List.of(
            new Zone("intel-rapl:0", "package-0", 100),
            new Zone("intel-rapl:0:0", "core", 60),
            new Zone("intel-rapl:0:1", "uncore", 5),
            new Zone("intel-rapl:0:2", "dram", 20),
            new Zone("intel-rapl:1", "package-1", 90),
            new Zone("intel-rapl:1:0", "core", 50),
            new Zone("intel-rapl:1:1", "dram", 25),
            new Zone("intel-rapl:2", "psys", 300));

    private final Path sysfs;

    ZoneTree() throws IOException {
        sysfs = MovingFile.newDirectory();
        for (Zone zone : ZONES) {
            Path directory = Files.createDirectories(directory(zone));
            Files.writeString(directory.resolve("name"), zone.name() + "\n");
            Files.writeString(directory.resolve("max_energy_range_uj"), RANGE + "\n");
        }
    }

    /** Zones whose counters are all one file: what it shows means nothing, but it is where it is. */
    static ZoneTree linkedTo(Path counter) throws IOException {
        ZoneTree tree = new ZoneTree();
        for (Zone zone : ZONES) {
            Files.createSymbolicLink(tree.counter(zone), counter);
        }
        return tree;
    }

    private Path directory(Zone zone) {
        return sysfs.resolve("class").resolve("powercap").resolve(zone.path());
    }

    Path counter(Zone zone) {
        return directory(zone).resolve("energy_uj");
    }

    Sensor open() throws SensorUnavailableException {
        return new PowercapProvider().open(PluginSetup.standard().withRoots(HostRoots.of(Path.of("/proc"), sysfs)));
    }

    @Override
    public void close() throws IOException {
        try (Stream<Path> files = Files.walk(sysfs)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
