package io.scaph.profiler;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes files that are complete whenever they are seen. */
final class ProfileFile {
    private ProfileFile() {}

    /** Writes the text of a file. */
    interface Content {
        void write(Writer to) throws IOException;
    }

    /**
     * Replaces a file. Until the new one is complete, the old one stays.
     *
     * @param file the file; what is no regular file, such as a pipe, is written to
     * @param content its new content
     */
    static void replace(Path file, Content content) throws IOException {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            write(file, content);
            return;
        }
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try {
            write(part, content);
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static void write(Path file, Content content) throws IOException {
        // Unlike Files.newBufferedWriter, it replaces what UTF-8 can not express.
        try (Writer to = new OutputStreamWriter(Files.newOutputStream(file), StandardCharsets.UTF_8)) {
            content.write(to);
        }
    }
}
