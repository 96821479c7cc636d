package io.scaph.api.spi;

import java.util.List;

/**
 * Opens sensors of one kind. {@code ServiceLoader} finds it, so it needs a public constructor without parameters, which must
 * do nothing that can fail. Called by one thread at a time.
 */
public interface SensorProvider {
    /**
     * Returns the name by which users choose the sensor.
     *
     * @return a short name in kebab case, unique among sensors
     */
    String name();

    /**
     * Returns other names by which users can choose the sensor.
     *
     * @return the names; empty unless overridden
     */
    default List<String> aliases() {
        return List.of();
    }

    /**
     * Returns what the sensor measures.
     *
     * @return one line for people
     */
    String description();

    /**
     * Returns the priority in the automatic choice. The available sensor with the highest priority is opened; if several have
     * the same, the first of them by name. Hardware counters have 100, estimates 0. Sensors that {@linkplain #complements
     * complement} others are not part of the choice.
     *
     * @return the priority; higher values come first
     */
    int priority();

    /**
     * Returns whether the sensor measures what the sensors of the CPUs do not, such as GPUs. Such a sensor is never chosen
     * automatically. Wherever it is available, it is opened in addition to the sensor that was chosen automatically or by
     * name. So users need a way to switch it off, such as an option that makes {@link #probe} return unavailable. Its domains
     * must differ from those of the other sensors, or it is left out. If it fails, the others continue.
     *
     * @return true if it complements other sensors; false unless overridden
     */
    default boolean complements() {
        return false;
    }

    /**
     * Returns the options that the sensor takes.
     *
     * @return the options; empty unless overridden
     */
    default List<Option<?>> options() {
        return List.of();
    }

    /**
     * Checks whether the sensor can work here. Leaves nothing open.
     *
     * @param setup the setup that the sensor would be opened with
     * @return available, or unavailable with the reason and the remedy
     */
    Availability probe(PluginSetup setup);

    /**
     * Opens the sensor.
     *
     * @param setup the roots, options and clock to use
     * @return the open sensor; the caller closes it
     * @throws SensorUnavailableException if the sensor can't work here
     */
    Sensor open(PluginSetup setup) throws SensorUnavailableException;
}
