package io.scaph.cli.sensor;

import io.scaph.api.internal.plugin.PluginException;
import io.scaph.api.internal.plugin.PluginGuard;
import io.scaph.api.internal.plugin.Ranking;
import io.scaph.api.spi.Availability;
import io.scaph.api.spi.PluginSetup;
import io.scaph.api.spi.SensorProvider;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A sensor on this host: whether it can work, or why not and what to do, and the topology that it would use.
 *
 * @param name the sensor's name
 * @param description what it does, one line
 * @param complements whether it is opened next to the one that is chosen ({@link SensorProvider#complements()})
 * @param availability the result of its probe
 */
record SensorReport(String name, String description, boolean complements, Availability availability) {
    private static final Logger LOGGER = LoggerFactory.getLogger(SensorReport.class);

    /** Probes every sensor, in order. A sensor that fails is reported as unavailable, with what it threw. */
    static List<SensorReport> examine(List<SensorProvider> sensors, PluginSetup setup) {
        return sensors.stream().map(sensor -> examine(sensor, setup)).toList();
    }

    private static SensorReport examine(SensorProvider sensor, PluginSetup setup) {
        String name = Ranking.name(sensor);
        PluginGuard guard = new PluginGuard(LOGGER, "sensor " + name);
        String description = guard.ask(sensor::description, "");
        boolean complements = guard.ask(sensor::complements, false);
        try {
            return new SensorReport(name, description, complements, guard.require(() -> sensor.probe(setup)));
        } catch (PluginException e) {
            Availability broken = Availability.unavailable(
                    "its probe failed: " + e.reason(), "report this to the author of the sensor");
            return new SensorReport(name, description, complements, broken);
        }
    }
}
