package io.scaph.sensor.powercap;

import io.scaph.linux.counterfile.CounterFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A zone directory as it was found.
 *
 * @param address what its directory name says
 * @param directory where it is
 * @param name the content of its {@code name} file; empty if it has none that can be read
 * @param rangeMicrojoules the content of its {@code max_energy_range_uj}; empty if it has none that can be read
 * @param hasCounter whether it has an {@code energy_uj}
 * @param closed why its {@code energy_uj} can't be read; empty if it can
 */
record Zone(
        ZoneAddress address,
        Path directory,
        Optional<String> name,
        OptionalLong rangeMicrojoules,
        boolean hasCounter,
        Optional<String> closed) {
    private static final String ENERGY = "energy_uj";
    private static final int MAX_NAME = 64;

    static Zone read(ZoneAddress address, Path directory) {
        Path energy = directory.resolve(ENERGY);
        Optional<String> closed = Optional.empty();
        if (Files.exists(energy) && !Files.isRegularFile(energy)) {
            // Opening a pipe would wait for somebody to write.
            closed = Optional.of(energy + ": it is not a file");
            return new Zone(address, directory, readName(directory), readRange(directory), true, closed);
        }
        try (CounterFile counter = new CounterFile(energy)) {
            counter.read();
        } catch (IOException e) {
            closed = Optional.of(e.getMessage() == null ? energy + ": can't be read" : e.getMessage());
        }
        return new Zone(
                address, directory, readName(directory), readRange(directory), !Files.notExists(energy), closed);
    }

    private static Optional<String> readName(Path directory) {
        try {
            byte[] text = Files.readAllBytes(directory.resolve("name"));
            // Shown to people: nothing in it may move the cursor.
            String name = new String(text, StandardCharsets.ISO_8859_1).strip().replaceAll("[^ -~]", "?");
            return name.isEmpty() || name.length() > MAX_NAME ? Optional.empty() : Optional.of(name);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static OptionalLong readRange(Path directory) {
        try (CounterFile range = new CounterFile(directory.resolve("max_energy_range_uj"))) {
            long value = range.read();
            return value > 0 ? OptionalLong.of(value) : OptionalLong.empty();
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }

    /** The file to read energy from. */
    Path energyFile() {
        return directory.resolve(ENERGY);
    }

    /** Its directory's name, by which people know it. */
    String path() {
        return address.toString();
    }
}
