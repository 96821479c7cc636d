package io.scaph.api.plugin;

/** Throws when asked for its name. */
public final class NamelessSensor extends PluginSensor {
    public NamelessSensor() {
        super("");
    }

    @Override
    public String name() {
        throw new IllegalStateException("no name on purpose");
    }
}
