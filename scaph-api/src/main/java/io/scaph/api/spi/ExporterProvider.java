package io.scaph.api.spi;

import java.util.List;

/**
 * Creates exporters of one kind. {@code ServiceLoader} finds it, so it needs a public constructor without parameters, which
 * must do nothing that can fail.
 */
public interface ExporterProvider {
    /**
     * Returns the name by which users choose the exporter.
     *
     * @return a short name in kebab case, unique among exporters
     */
    String name();

    /**
     * Returns what the exporter does.
     *
     * @return one line for people
     */
    String description();

    /**
     * Returns the options that the exporter takes.
     *
     * @return the options; empty unless overridden
     */
    default List<Option<?>> options() {
        return List.of();
    }

    /**
     * Creates an exporter. It opens nothing before {@link Exporter#run}.
     *
     * @param setup the options and the output to use
     * @return the exporter; the caller closes it
     * @throws IllegalArgumentException if the options are not valid; the message is for the user
     */
    Exporter create(PluginSetup setup);
}
