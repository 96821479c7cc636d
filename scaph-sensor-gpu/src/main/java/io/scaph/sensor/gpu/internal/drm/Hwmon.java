package io.scaph.sensor.gpu.internal.drm;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

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
        List<Path> found = new ArrayList<>();
        for (Path directory : SysfsText.list(device.resolve("hwmon"), "hwmon*")) {
            String name = SysfsText.find(directory.resolve("name")).orElse("");
            if (!TILE.matcher(name).matches()) {
                found.add(directory);
            }
        }
        directories = List.copyOf(found);
    }

    /**
     * The counter of the whole card: the one named so, else the first without a name (i915, and xe before it had names),
     * else that of its package.
     */
    Optional<EnergyFile> energy() {
        EnergyFile second = null;
        EnergyFile third = null;
        for (Path directory : directories) {
            for (Path file : SysfsText.list(directory, "energy*_input")) {
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
        List<Path> files = new ArrayList<>();
        for (String name : List.of("power1_average", "power1_input")) {
            for (Path directory : directories) {
                if (Files.exists(directory.resolve(name))) {
                    files.add(directory.resolve(name));
                }
            }
        }
        return files;
    }

    /** Whether there is a file of that name. */
    boolean has(String name) {
        return directories.stream().anyMatch(directory -> Files.exists(directory.resolve(name)));
    }

    /** The power limit in watts; empty if it is missing or 0, which means no limit. */
    OptionalDouble limitWatts() {
        for (String name : LIMITS) {
            for (Path directory : directories) {
                Optional<String> text = SysfsText.find(directory.resolve(name));
                if (text.isPresent() && text.get().matches("[1-9]\\d{0,14}")) {
                    return OptionalDouble.of(Long.parseLong(text.get()) / MICRO);
                }
            }
        }
        return OptionalDouble.empty();
    }

    private static String label(Path input) {
        String name = input.getFileName().toString().replace("_input", "_label");
        return SysfsText.find(input.resolveSibling(name)).orElse("");
    }

    /**
     * An energy counter.
     *
     * @param file its file
     * @param description what it covers
     */
    record EnergyFile(Path file, String description) {}
}
