package io.scaph.api.spi;

import java.util.List;

/**
 * Makes a kind of sensor. Found by {@code ServiceLoader}; needs a public constructor without parameters that does
 * nothing that could fail. Called from one thread at a time.
 */
public interface SensorProvider {
    /**
     * The name by which users choose the sensor.
     *
     * @return a short name in kebab case, unique among the sensors
     */
    String name();

    /**
     * Other names for it.
     *
     * @return the names; empty unless overridden
     */
    default List<String> aliases() {
        return List.of();
    }

    /**
     * What it does, for people.
     *
     * @return one line
     */
    String description();

    /**
     * Where it stands in the automatic choice, unless it {@link #complements}: of those that are available the highest is opened; of equals the first
     * by name. Hardware counters use 100, estimates 0.
     *
     * @return the priority
     */
    int priority();

    /**
     * Whether the sensor measures what those of the CPUs do not, such as GPUs. Then it is never the one that is chosen
     * automatically, but is opened beside that one, or beside one that was named, wherever it is available: so it needs a
     * way to be switched off, as an option by which {@link #probe} says unavailable. Its domains must be others than those
     * of the CPUs' sensors, or it is left out; if it fails the others go on.
     *
     * @return false unless overridden
     */
    default boolean complements() {
        return false;
    }

    /**
     * The options that it takes.
     *
     * @return the options; empty unless overridden
     */
    default List<Option<?>> options() {
        return List.of();
    }

    /**
     * Whether the sensor could work here, without holding anything open afterwards.
     *
     * @param setup what it would be opened with
     * @return available, or why not and what to do
     */
    Availability probe(PluginSetup setup);

    /**
     * Opens the sensor.
     *
     * @param setup what to open it with
     * @return the open sensor; the caller closes it
     * @throws SensorUnavailableException if it can't work here
     */
    Sensor open(PluginSetup setup) throws SensorUnavailableException;
}
