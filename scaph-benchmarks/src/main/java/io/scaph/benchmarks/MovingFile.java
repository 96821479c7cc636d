package io.scaph.benchmarks;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A counter file with a number that can be made to move, as the counters of a running machine always do. Reading one that stands
 * still costs more: the file is then opened again.
 */
interface MovingFile extends AutoCloseable {
    /** Where it is. */
    Path path();

    /** Makes the number grow. */
    void move() throws IOException;

    @Override
    void close() throws IOException;
}
