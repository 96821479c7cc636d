package io.scaph.api.spi;

import io.scaph.api.topology.Topology;
import java.util.Optional;

/** Whether a sensor or a workload source can work here. */
public sealed interface Availability {
    /**
     * The domains that were found, as far as they can be seen: also where their counters can't be read.
     *
     * @return the topology that the sensor has, or would have; empty if nothing was found
     */
    Optional<Topology> topology();

    /**
     * It can.
     *
     * @param detail what was found, one line: "4 energy counters in /sys/class/powercap"
     * @param topology what it would read; empty for a workload source
     */
    record Available(String detail, Optional<Topology> topology) implements Availability {
        /**
         * Available, without a topology to show.
         *
         * @param detail what was found, one line
         */
        public Available(String detail) {
            this(detail, Optional.empty());
        }
    }

    /**
     * It can't.
     *
     * @param reason what is missing, one line, naming the thing
     * @param remedy what to do about it, one line, as exact as can be known: the command to run
     * @param topology what was found all the same; its host is empty
     */
    record Unavailable(String reason, String remedy, Optional<Topology> topology) implements Availability {
        /**
         * Unavailable, with nothing found.
         *
         * @param reason what is missing, one line, naming the thing
         * @param remedy what to do about it, one line
         */
        public Unavailable(String reason, String remedy) {
            this(reason, remedy, Optional.empty());
        }
    }
}
