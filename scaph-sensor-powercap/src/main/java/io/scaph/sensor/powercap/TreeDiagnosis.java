package io.scaph.sensor.powercap;

import io.scaph.api.spi.Availability;
import java.nio.file.Path;

/** Explains why a tree can't be read, and what to do. */
interface TreeDiagnosis {
    /**
     * There is no root directory, or it has no zones.
     *
     * @param what the fact, with the name of the directory
     */
    Availability noZones(String what);

    /**
     * There are links to zones, but their targets are hidden.
     *
     * @param root the root directory
     */
    Availability danglingLinks(Path root);

    /**
     * The tree has counters, but none of those that add up to the host can be read.
     *
     * @param reason why the first one can't be read, with the name of the file
     * @param denied whether permission is missing
     */
    Availability closed(String reason, boolean denied);
}
