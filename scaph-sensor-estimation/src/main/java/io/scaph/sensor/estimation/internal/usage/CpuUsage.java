package io.scaph.sensor.estimation.internal.usage;

import java.io.IOException;

/** Sums, since it was made, of the time that hardware threads were there and busy, by socket. */
public interface CpuUsage {
    /**
     * Reads on.
     *
     * @param nanoTime the time now
     * @throws IOException if nothing could be read; the time is made up for by the next reading
     */
    void advance(long nanoTime) throws IOException;

    /**
     * The time that hardware threads were there.
     *
     * @param socket the socket's index
     * @return the sum over its threads, in ns
     */
    double threadNanos(int socket);

    /**
     * The time that they were busy.
     *
     * @param socket the socket's index
     * @return the sum over its threads, in ns
     */
    double busyNanos(int socket);
}
