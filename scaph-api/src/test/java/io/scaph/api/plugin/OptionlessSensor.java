package io.scaph.api.plugin;

import io.scaph.api.spi.Option;
import java.util.List;

/** Fails to return its options. */
public final class OptionlessSensor extends PluginSensor {
    /** Loads. */
    public OptionlessSensor() {
        super("optionless");
    }

    @Override
    public List<Option<?>> options() {
        throw new IllegalStateException("no options on purpose");
    }
}
