package io.scaph.sensor.gpu.internal.drm;

import io.scaph.linux.environment.SystemFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The hwmon files of a card (Documentation/hwmon/sysfs-interface.rst): energy in µJ, power in µW. Reads names and limits
 * only, which does not wake a card that sleeps.
 */
final class Hwmon {
    /** i915 shows each tile of a card in addition to the card: {@code i915_gt0}. */
    private static final Pattern TILE = Pattern.compile(".*_gt\\d+");

    private static final double MICRO = 1e6;

    /** The power limit that the manufacturer set, or the nearest to it (amdgpu, then i915 and xe). */
    private static final List<String> LIMITS = List.of(
            "power1_cap_default", "power1_cap_max", "power1_cap", "power1_rated_max", "power1_max", "power2_rated_max");

    private final List<Path> directories;

    Hwmon(Path device) {
        directories = SystemFiles.children(device.resolve("hwmon"), "hwmon*").stream()
                .filter(directory -> !TILE.matcher(
                                SystemFiles.firstLine(directory.resolve("name")).orElse(""))
                        .matches())
                .toList();
    }

    /**
     * The counter of the whole card: the one named so, else the first without a name (i915, and xe before it had names),
     * else that of its package.
     */
    Optional<EnergyFile> energy() {
        EnergyFile second = null;
        EnergyFile third = null;
        for (Path directory : directories) {
            for (Path file : SystemFiles.children(directory, "energy*_input")) {
                String label = label(file);
                if (label.equals("card")) {
                    return Optional.of(new EnergyFile(file, "the card's energy counter"));
                }
                // xe's energy2_input and a package's counter do not cover the card's memory and regulators.
                boolean whole = label.isEmpty() && file.getFileName().toString().equals("energy1_input");
                if (whole && second == null) {
                    second = new EnergyFile(file, "its energy counter");
                } else if (third == null && (label.isEmpty() || label.equals("pkg"))) {
                    third = new EnergyFile(file, "its package's energy counter, without the rest of the card");
                }
            }
        }
        return Optional.ofNullable(second != null ? second : third);
    }

    /** The files with the power, the mean before the current value. */
    List<Path> powers() {
        return files(List.of("power1_average", "power1_input")).toList();
    }

    /** Whether there is a file of that name. */
    boolean has(String name) {
        return files(List.of(name)).findAny().isPresent();
    }

    /** The power limit in watts; empty if it is missing or 0, which means no limit. */
    OptionalDouble limitWatts() {
        return files(LIMITS)
                .flatMap(file -> SystemFiles.firstLine(file).stream())
                .filter(microwatts -> microwatts.matches("[1-9]\\d{0,14}"))
                .mapToDouble(microwatts -> Long.parseLong(microwatts) / MICRO)
                .findFirst();
    }

    /** The files of these names, by the order of the names. */
    private Stream<Path> files(List<String> names) {
        return names.stream()
                .flatMap(name -> directories.stream().map(directory -> directory.resolve(name)))
                .filter(Files::exists);
    }

    private static String label(Path input) {
        String name = input.getFileName().toString().replace("_input", "_label");
        return SystemFiles.firstLine(input.resolveSibling(name)).orElse("");
    }

    /**
     * An energy counter.
     *
     * @param file its file
     * @param description what it covers
     */
    record EnergyFile(Path file, String description) {}
}
