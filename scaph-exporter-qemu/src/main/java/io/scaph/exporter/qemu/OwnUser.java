package io.scaph.exporter.qemu;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The user of this process, by number: the JVM decodes names by its locale, and may make two of them equal. */
final class OwnUser {
    private static final Path SELF = Path.of("/proc/self");

    private OwnUser() {}

    /** The number of this process's user; empty if it can't be read. */
    static Optional<Long> uid() {
        try {
            return Optional.of(owner(SELF));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The number of the user that a file belongs to. */
    static long owner(Path file) throws IOException {
        return ((Integer) Files.getAttribute(file, "unix:uid")).longValue();
    }
}
