package io.scaph.junit.internal.verdict;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;

/** Files with one JSON object, one value a line. Objects are maps, arrays are lists. */
public final class JsonFile {
    private static final JSON FORMAT = JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT);

    private JsonFile() {}

    /**
     * Writes a file as a whole, in place of an older one: a reader finds the one or the other. Creates its directory.
     *
     * @param file the file
     * @param object its content: strings, numbers, booleans, lists and maps
     * @throws IOException if it can't be written; an older one is then as it was
     */
    public static void write(Path file, Map<String, ?> object) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.writeString(draft, FORMAT.asString(object) + "\n");
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    /**
     * Reads a file.
     *
     * @param file the file
     * @return its object
     * @throws IOException if it can't be read; a {@code JsonProcessingException} if it is not one JSON object
     */
    static Map<String, Object> read(Path file) throws IOException {
        return FORMAT.mapFrom(Files.readAllBytes(file));
    }
}
