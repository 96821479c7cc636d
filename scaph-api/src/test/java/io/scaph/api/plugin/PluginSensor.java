package io.scaph.api.plugin;

import io.scaph.api.spi.Availability;
import io.scaph.api.spi.PluginSetup;
import io.scaph.api.spi.Sensor;
import io.scaph.api.spi.SensorProvider;
import io.scaph.api.spi.SensorUnavailableException;

/** What the plugins of these tests have in common; a directory without it is an incomplete one. */
public abstract class PluginSensor implements SensorProvider {
    private final String name;

    PluginSensor(String name) {
        this.name = name;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String description() {
        return "a plugin";
    }

    @Override
    public int priority() {
        return 0;
    }

    @Override
    public Availability probe(PluginSetup setup) {
        return Availability.unavailable("it is a test", "none");
    }

    @Override
    public Sensor open(PluginSetup setup) throws SensorUnavailableException {
        throw new SensorUnavailableException("it is a test", "none");
    }
}
