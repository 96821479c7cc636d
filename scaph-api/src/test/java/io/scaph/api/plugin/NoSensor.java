package io.scaph.api.plugin;

/** No provider at all. */
public final class NoSensor {
    public NoSensor() {}
}
