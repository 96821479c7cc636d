package io.scaph.benchmarks;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A counter file whose number can be made to move, as that of a machine under power always does. Reading one that stands
 * still is another matter: the file is then opened again.
 */
interface MovingFile extends AutoCloseable {
    /** Where it is. */
    Path path();

    /** Makes the number grow. */
    void move() throws IOException;

    @Override
    void close() throws IOException;
}
