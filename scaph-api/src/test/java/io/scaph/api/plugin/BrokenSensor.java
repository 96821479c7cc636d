package io.scaph.api.plugin;

/** Can't be made. */
public final class BrokenSensor extends PluginSensor {
    public BrokenSensor() {
        super("broken");
        throw new IllegalStateException("broken on purpose");
    }
}
