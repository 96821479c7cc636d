package io.scaph.junit.internal.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A file of JSON, one value a line. */
public final class JsonFile {
    private static final JsonFactory JSON = new JsonFactory();

    private JsonFile() {}

    /** What stands in a file. */
    @FunctionalInterface
    public interface Content {
        /**
         * Writes it.
         *
         * @param json where to
         * @throws IOException if that fails
         */
        void write(JsonGenerator json) throws IOException;
    }

    /**
     * Writes a file as a whole, in the place of an older one: a reader finds the one or the other. Creates its directory.
     *
     * @param file which file
     * @param content what to write
     * @throws IOException if it can't be written; an older one is then as it was
     */
    public static void write(Path file, Content content) throws IOException {
        Path parent = file.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try {
            try (OutputStream out = Files.newOutputStream(fresh);
                    JsonGenerator json = JSON.createGenerator(out)) {
                json.useDefaultPrettyPrinter();
                content.write(json);
                json.writeRaw('\n');
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }
}
