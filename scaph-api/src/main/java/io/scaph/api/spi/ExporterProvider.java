package io.scaph.api.spi;

import java.util.List;

/** Makes a kind of exporter. Found by {@code ServiceLoader}, as {@link SensorProvider}. */
public interface ExporterProvider {
    /**
     * The name by which users choose the exporter.
     *
     * @return a short name in kebab case, unique among the exporters
     */
    String name();

    /**
     * What it does, for people.
     *
     * @return one line
     */
    String description();

    /**
     * The options that it takes.
     *
     * @return the options; empty unless overridden
     */
    default List<Option<?>> options() {
        return List.of();
    }

    /**
     * Makes the exporter; opens nothing yet.
     *
     * @param setup what to make it with
     * @return the exporter; the caller closes it
     * @throws IllegalArgumentException if the options make no sense; the message is for the user
     */
    Exporter create(PluginSetup setup);
}
