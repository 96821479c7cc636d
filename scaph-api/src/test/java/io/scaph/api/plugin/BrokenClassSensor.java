package io.scaph.api.plugin;

/** Can't even be initialized. */
public final class BrokenClassSensor extends PluginSensor {
    private static final int BROKEN = Integer.parseInt("broken on purpose");

    public BrokenClassSensor() {
        super("broken-class-" + BROKEN);
    }
}
