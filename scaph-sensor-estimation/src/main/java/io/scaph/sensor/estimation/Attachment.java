package io.scaph.sensor.estimation;

import io.scaph.api.topology.Domain;
import java.io.IOException;

/**
 * What is estimated beside the model, from a published coefficient: a counter of its own that is not added to the host,
 * either because it is in there already or because it is not this machine's power.
 */
interface Attachment {
    /** Which end of an interval. */
    enum Bound {
        LOW,
        ESTIMATE,
        HIGH
    }

    /** Its domain. */
    Domain domain();

    /**
     * Reads on.
     *
     * @param nanoTime the time now
     * @throws IOException if nothing could be read; the message names the thing
     */
    void advance(long nanoTime) throws IOException;

    /** The energy since it was made, in µJ. */
    double microjoules(Bound bound);
}
