package io.scaph.jmh;

import io.scaph.api.spi.Availability;
import io.scaph.api.spi.PluginSetup;
import io.scaph.api.spi.RawCounters;
import io.scaph.api.spi.Sensor;
import io.scaph.api.spi.SensorProvider;
import io.scaph.api.spi.SensorUnavailableException;
import io.scaph.api.topology.Domain;
import io.scaph.api.topology.DomainKind;
import io.scaph.api.topology.Topology;
import java.util.List;

/** A host that always draws 10 W; found by forked benchmarks as any sensor is. */
public final class ConstantPower implements SensorProvider {
    static final double WATTS = 10;

    /** A system property: whether the sensor fails. */
    static final String OUT_OF_ORDER = "scaph.test.outOfOrder";

    private static final Domain PACKAGE = Domain.ofSocket(DomainKind.PACKAGE, 0).at("zone");

    @Override
    public String name() {
        return "constant";
    }

    @Override
    public String description() {
        return "always 10 W";
    }

    @Override
    public int priority() {
        return 100;
    }

    @Override
    public Availability probe(PluginSetup setup) {
        return Boolean.getBoolean(OUT_OF_ORDER)
                ? Availability.unavailable("it is out of order", "repair it")
                : Availability.available("always 10 W");
    }

    @Override
    public Sensor open(PluginSetup setup) throws SensorUnavailableException {
        if (Boolean.getBoolean(OUT_OF_ORDER)) {
            throw new SensorUnavailableException("it is out of order", "repair it");
        }
        return new Sensor() {
            private final long begin = System.nanoTime();

            @Override
            public Topology topology() {
                return Topology.of(List.of(PACKAGE), List.of(PACKAGE));
            }

            @Override
            public void read(RawCounters counters) {
                counters.put(0, (long) ((System.nanoTime() - begin) * WATTS / 1000));
            }

            @Override
            public void close() {
                // Holds nothing.
            }
        };
    }
}
