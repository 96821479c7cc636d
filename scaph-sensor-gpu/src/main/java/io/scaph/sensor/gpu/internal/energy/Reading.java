package io.scaph.sensor.gpu.internal.energy;

import java.io.IOException;

/** A number that can be read again and again. Read from one thread at a time. */
@FunctionalInterface
public interface Reading {
    /**
     * Reads it.
     *
     * @return the number, not negative
     * @throws IOException if it can't be read; the message names the thing and the reason in one line
     */
    long read() throws IOException;
}
