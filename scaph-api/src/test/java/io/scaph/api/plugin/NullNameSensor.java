package io.scaph.api.plugin;

import org.jspecify.annotations.NullUnmarked;

/** Its name is null. */
@NullUnmarked
public final class NullNameSensor extends PluginSensor {
    public NullNameSensor() {
        super("");
    }

    @Override
    public String name() {
        return null;
    }
}
