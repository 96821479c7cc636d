package io.scaph.sensor.gpu.internal.energy;

import java.io.IOException;

/** A number that can be read repeatedly, by one thread at a time. */
@FunctionalInterface
public interface NumberSource {
    /**
     * Reads the number.
     *
     * @return the number, not negative
     * @throws IOException if it can't be read; the message names the file or function and the reason in one line
     */
    long read() throws IOException;
}
