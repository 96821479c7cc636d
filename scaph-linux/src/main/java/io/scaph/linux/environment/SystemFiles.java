package io.scaph.linux.environment;

import io.scaph.api.internal.text.KernelText;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads short files and directories of {@code /proc} and {@code /sys}; one that can't be read is taken to be empty. */
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
     * Reads a file with lines such as {@code VmRSS: 1234 kB}.
     *
     * @param file such as {@code /proc/PID/status}
     * @return the values by their keys, without the colon and white space; of several lines with one key the first
     */
    public static Map<String, String> keyed(Path file) {
        Map<String, String> values = new HashMap<>();
        for (String line : lines(file)) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                values.putIfAbsent(
                        line.substring(0, colon), line.substring(colon + 1).strip());
            }
        }
        return values;
    }

    /**
     * Reads a value.
     *
     * @param file the file
     * @return its first line without white space around it; empty if that is blank
     */
    public static Optional<String> firstLine(Path file) {
        return lines(file).stream().findFirst().map(String::strip).filter(line -> !line.isEmpty());
    }

    /**
     * Lists a directory.
     *
     * @param directory the directory
     * @param glob the form of the names, such as {@code card*}
     * @return what is in it, sorted by name
     */
    public static List<Path> children(Path directory, String glob) {
        List<Path> children = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory, glob)) {
            stream.forEach(children::add);
        } catch (IOException | DirectoryIteratorException e) {
            return List.of();
        }
        children.sort(null);
        return children;
    }
}
