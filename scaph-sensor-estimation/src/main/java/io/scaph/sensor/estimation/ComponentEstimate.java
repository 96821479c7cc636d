package io.scaph.sensor.estimation;

import io.scaph.api.topology.Domain;
import java.io.IOException;

/**
 * What is estimated in addition to the model, from a published coefficient: memory, disks, network. It has a separate counter
 * that is not added to the host, either because the host contains it or because it is not this machine's power.
 */
interface ComponentEstimate {
    /** Its domain. */
    Domain domain();

    /**
     * Reads up to now.
     *
     * @param nanoTime the time now
     * @throws IOException if nothing could be read; the message names the file
     */
    void advance(long nanoTime) throws IOException;

    /** The energy since it was made, in µJ. */
    Estimate microjoules();
}
