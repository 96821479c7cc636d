package io.scaph.sensor.powercap.internal.zone;

import io.scaph.linux.counterfile.CounterFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A zone directory.
 *
 * @param address the address in its directory name
 * @param directory its directory
 * @param name the content of its {@code name} file; empty if the file can't be read
 * @param rangeMicrojoules the content of its {@code max_energy_range_uj}; empty if the file can't be read
 * @param hasCounter whether it has an {@code energy_uj}
 * @param closed why its {@code energy_uj} can't be read; empty if it can
 */
public record Zone(
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
        return new Zone(
                address,
                directory,
                readName(directory),
                readRange(directory),
                !Files.notExists(energy),
                // Opening a pipe would wait for a writer.
                Files.exists(energy) && !Files.isRegularFile(energy)
                        ? Optional.of(energy + ": it is not a file")
                        : failure(energy));
    }

    private static Optional<String> failure(Path energy) {
        try (CounterFile counter = new CounterFile(energy)) {
            counter.read();
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(e.getMessage() == null ? energy + ": can't be read" : e.getMessage());
        }
    }

    private static Optional<String> readName(Path directory) {
        try {
            byte[] text = Files.readAllBytes(directory.resolve("name"));
            // It appears in messages: no character in it may move the cursor.
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

    /**
     * The counter file.
     *
     * @return its {@code energy_uj}, whether it exists or not
     */
    public Path energyFile() {
        return directory.resolve(ENERGY);
    }

    /**
     * The name of its directory.
     *
     * @return the name, by which messages refer to it
     */
    public String path() {
        return address.toString();
    }
}
