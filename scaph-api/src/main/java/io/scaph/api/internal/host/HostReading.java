package io.scaph.api.internal.host;

import io.scaph.api.internal.snapshot.HostTotal;
import io.scaph.api.snapshot.DomainEnergy;
import io.scaph.api.snapshot.SensorInfo;
import io.scaph.api.topology.Topology;
import java.util.List;

/**
 * What one reading of the counters shows, as totals since the monitor was opened.
 *
 * @param nanoTime when they were read, on the monitor's clock
 * @param sensors the sensors that were read
 * @param topology the topology of all sensors together
 * @param host the energy of the host
 * @param domains the energy of each domain, in the order of the topology
 */
public record HostReading(
        long nanoTime, List<SensorInfo> sensors, Topology topology, HostTotal host, List<DomainEnergy> domains) {}
