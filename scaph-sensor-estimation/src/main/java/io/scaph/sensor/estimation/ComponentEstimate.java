package io.scaph.sensor.estimation;

import io.scaph.api.topology.Domain;
import java.io.IOException;

/**
 * What is estimated in addition to the model, from a published coefficient: memory, disks, network. It has a separate counter
 * that is not added to the host, either because the host contains it or because it is not this machine's power.
 *
 * @param domain its domain
 * @param energy its energy
 */
record ComponentEstimate(Domain domain, ComponentEnergy energy) {
    /** Reads the energy of a component. */
    @FunctionalInterface
    interface ComponentEnergy {
        /**
         * Reads up to now.
         *
         * @param nanoTime the time now
         * @return the energy since it was made, in µJ
         * @throws IOException if nothing could be read; the message names the file
         */
        Estimate microjoules(long nanoTime) throws IOException;
    }
}
