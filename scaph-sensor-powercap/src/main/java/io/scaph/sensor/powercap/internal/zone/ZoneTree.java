package io.scaph.sensor.powercap.internal.zone;

import io.scaph.linux.environment.SystemFiles;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The zones below a class directory.
 *
 * @param zones the zones in the order of their addresses
 * @param controlTypes the control types that have a directory of their own, such as {@code intel-rapl}
 * @param dangling the names of links that lead nowhere
 */
public record ZoneTree(List<Zone> zones, List<String> controlTypes, List<String> dangling) {
    /**
     * Lists the zones. In the kernel's class directory all zones are links on one level. A sub-zone that exists only inside its
     * zone is found there.
     *
     * @param root the class directory
     * @return the zones
     * @throws IOException if the directory can't be listed
     */
    public static ZoneTree scan(Path root) throws IOException {
        SortedMap<ZoneAddress, Path> directories = new TreeMap<>();
        List<String> controlTypes = new ArrayList<>();
        List<String> dangling = new ArrayList<>();
        for (Path entry : list(root)) {
            String name = entry.getFileName().toString();
            Optional<ZoneAddress> address = ZoneAddress.parse(name);
            if (Files.isDirectory(entry)) {
                address.ifPresentOrElse(zone -> directories.put(zone, entry), () -> controlTypes.add(name));
            } else if (Files.isSymbolicLink(entry) && !Files.exists(entry)) {
                // Or a circle of links, for which notExists is false as well.
                dangling.add(name);
            }
        }
        for (Path zone : List.copyOf(directories.values())) {
            for (Path entry : SystemFiles.children(zone, "*")) {
                ZoneAddress.parse(entry.getFileName().toString())
                        .filter(address -> address.subzone().isPresent() && Files.isDirectory(entry))
                        .ifPresent(address -> directories.putIfAbsent(address, entry));
            }
        }
        List<Zone> zones = new ArrayList<>();
        directories.forEach((address, directory) -> zones.add(Zone.read(address, directory)));
        controlTypes.sort(null);
        dangling.sort(null);
        return new ZoneTree(List.copyOf(zones), List.copyOf(controlTypes), List.copyOf(dangling));
    }

    private static List<Path> list(Path directory) throws IOException {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
            stream.forEach(entries::add);
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return entries;
    }
}
