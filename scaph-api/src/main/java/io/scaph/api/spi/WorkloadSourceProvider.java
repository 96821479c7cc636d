package io.scaph.api.spi;

/**
 * Opens workload sources of one kind. {@code ServiceLoader} finds it, so it needs a public constructor without parameters,
 * which must do nothing that can fail.
 */
public interface WorkloadSourceProvider {
    /**
     * Returns the name.
     *
     * @return a short name in kebab case, unique among workload sources
     */
    String name();

    /**
     * Returns the priority. The available source with the highest priority is used; if several have the same, the first of
     * them by name. The source that uses {@link ProcessHandle} has 0.
     *
     * @return the priority; higher values come first
     */
    int priority();

    /**
     * Checks whether the source can work here. Leaves nothing open.
     *
     * @param setup the setup that the source would be opened with
     * @return available, or unavailable with the reason and the remedy
     */
    Availability probe(PluginSetup setup);

    /**
     * Opens the source. If this method throws, the source with the next lower priority is used.
     *
     * @param setup the roots and details to use
     * @return the open source; the caller closes it
     */
    WorkloadSource open(PluginSetup setup);
}
