package io.scaph.api.spi;

import io.scaph.api.topology.Domain;
import io.scaph.api.topology.DomainKind;
import io.scaph.api.topology.Topology;
import java.util.List;

/**
 * An open sensor: reads the energy counters of a host as they stand. Unwrapping, gaps and sums are the monitor's.
 * Called from one thread at a time.
 */
public interface Sensor extends AutoCloseable {
    /**
     * What it reads.
     *
     * @return the same topology at every call
     */
    Topology topology();

    /**
     * Reads every counter. A counter that can't be read is reported by {@link RawCounters#fail}; the others are read all
     * the same. What is neither put nor failed counts as failed.
     *
     * @param counters where to put the readings, by the index of the domain in the topology
     */
    void read(RawCounters counters);

    /**
     * Tells for whom the devices worked whose energy is not shared by CPU time ({@link DomainKind#GPU}), since it was last
     * asked; asked once a tick, after the processes were read. A device of which it tells nothing was idle. Unless this is
     * overridden nobody can tell.
     *
     * @param use is told
     */
    default void readUse(DeviceUse use) {
        List<Domain> domains = topology().domains();
        for (int i = 0; i < domains.size(); i++) {
            if (domains.get(i).kind() == DomainKind.GPU) {
                use.unknown(i);
            }
        }
    }

    /** Releases what the sensor holds; does nothing the second time. */
    @Override
    void close();
}
