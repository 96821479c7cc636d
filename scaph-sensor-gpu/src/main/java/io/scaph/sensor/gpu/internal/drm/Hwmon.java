package io.scaph.sensor.gpu.internal.drm;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/**
 * What a card's drivers say to hwmon (Documentation/hwmon/sysfs-interface.rst): energy in µJ, power in µW. Looks at names
 * only; nothing here wakes a card that sleeps.
 */
final class Hwmon {
    /** i915 shows each tile of a card beside the card: {@code i915_gt0}. */
    private static final Pattern TILE = Pattern.compile(".*_gt\\d+");

    private static final double MICRO = 1e6;

    /** The power limit as its maker set it, or what comes next to it (amdgpu, then i915 and xe). */
    private static final List<String> LIMITS = List.of(
            "power1_cap_default", "power1_cap_max", "power1_cap", "power1_rated_max", "power1_max", "power2_rated_max");

    private final List<Path> directories;

    Hwmon(Path device) {
        List<Path> found = new ArrayList<>();
        for (Path directory : Texts.list(device.resolve("hwmon"), "hwmon*")) {
            String name = Texts.find(directory.resolve("name")).orElse("");
            if (!TILE.matcher(name).matches()) {
                found.add(directory);
            }
        }
        directories = List.copyOf(found);
    }

    /**
     * The counter of the whole card: the one that is called so, else the first without a name (i915, and xe before it
     * gave names), else that of its package.
     */
    Optional<EnergyFile> energy() {
        EnergyFile second = null;
        EnergyFile third = null;
        for (Path directory : directories) {
            for (Path file : Texts.list(directory, "energy*_input")) {
                String label = label(file);
                if (label.equals("card")) {
                    return Optional.of(new EnergyFile(file, "the card's energy counter"));
                }
                // Both xe's energy2_input and what is called a package are without the card's memory and regulators.
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

    /** Files that tell the power, the mean before that of the moment. */
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

    /** The power limit in watts, if one is told and is not 0, which means none. */
    OptionalDouble limitWatts() {
        for (String name : LIMITS) {
            for (Path directory : directories) {
                Optional<String> text = Texts.find(directory.resolve(name));
                if (text.isPresent() && text.get().matches("[1-9]\\d{0,14}")) {
                    return OptionalDouble.of(Long.parseLong(text.get()) / MICRO);
                }
            }
        }
        return OptionalDouble.empty();
    }

    private static String label(Path input) {
        String name = input.getFileName().toString().replace("_input", "_label");
        return Texts.find(input.resolveSibling(name)).orElse("");
    }

    /**
     * A counter.
     *
     * @param file where it is
     * @param words what it covers, for people
     */
    record EnergyFile(Path file, String words) {}
}
