package io.scaph.sensor.estimation.internal.hardware;

import io.scaph.api.internal.text.KernelText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads files of {@code /proc} and {@code /sys}; one that can't be read is taken to be empty. */
public final class SystemFiles {
    private SystemFiles() {}

    /**
     * Reads a file.
     *
     * @param file the file
     * @return its lines
     */
    public static List<String> lines(Path file) {
        try {
            return KernelText.lines(Files.readAllBytes(file));
        } catch (IOException e) {
            return List.of();
        }
    }

    /**
     * Reads a value.
     *
     * @param file the file
     * @return its first line without blanks around it; empty if that is blank
     */
    public static Optional<String> firstLine(Path file) {
        return lines(file).stream().findFirst().map(String::strip).filter(line -> !line.isEmpty());
    }

    /**
     * Lists a directory.
     *
     * @param directory the directory
     * @return what is in it, sorted
     */
    public static List<Path> children(Path directory) {
        try (Stream<Path> children = Files.list(directory)) {
            return children.sorted().toList();
        } catch (IOException e) {
            return List.of();
        }
    }
}
