package io.scaph.profiler;

import io.scaph.api.spi.RawCounters;
import io.scaph.api.spi.Sensor;
import io.scaph.api.topology.Domain;
import io.scaph.api.topology.DomainKind;
import io.scaph.api.topology.Topology;
import java.util.List;

/** A machine that uses 100 W for ever. */
final class HundredWatts implements Sensor {
    private final Domain domain = Domain.ofSocket(DomainKind.PACKAGE, 0).at("made up");

    @Override
    public Topology topology() {
        return Topology.of(List.of(domain), List.of(domain));
    }

    @Override
    public void read(RawCounters counters) {
        counters.put(0, (System.nanoTime() & Long.MAX_VALUE) / 10);
    }

    @Override
    public void close() {
        // Holds nothing.
    }
}
