package io.scaph.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A counter file whose number can be made to move, as that of a machine under power always does. Reading one that stands
 * still is another matter: it is then opened anew.
 */
interface MovingFile extends AutoCloseable {
    /** Where it is. */
    Path path();

    /** Makes the number grow. */
    void move() throws IOException;

    @Override
    void close() throws IOException;

    /** A new directory, in memory where the machine has such a place. */
    static Path newDirectory() throws IOException {
        Path memory = Path.of("/dev/shm");
        return Files.isWritable(memory)
                ? Files.createTempDirectory(memory, "scaph-benchmarks")
                : Files.createTempDirectory("scaph-benchmarks");
    }
}
