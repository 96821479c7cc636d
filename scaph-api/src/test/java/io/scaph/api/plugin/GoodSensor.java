package io.scaph.api.plugin;

/** Loaded from a directory of its own, as a plugin is. */
public final class GoodSensor extends PluginSensor {
    public GoodSensor() {
        super("good");
    }
}
