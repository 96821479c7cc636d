package io.scaph.api.plugin;

/** Loaded from a separate directory, as a plugin is. */
public final class GoodSensor extends PluginSensor {
    public GoodSensor() {
        super("good");
    }
}
