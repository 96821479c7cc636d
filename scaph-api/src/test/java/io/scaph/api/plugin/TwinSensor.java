package io.scaph.api.plugin;

/** Has the name of another. */
public final class TwinSensor extends PluginSensor {
    public TwinSensor() {
        super("good");
    }
}
