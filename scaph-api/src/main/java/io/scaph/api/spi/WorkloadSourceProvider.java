package io.scaph.api.spi;

/** Makes a workload source. Found by {@code ServiceLoader}, as {@link SensorProvider}. */
public interface WorkloadSourceProvider {
    /**
     * Its name.
     *
     * @return a short name in kebab case
     */
    String name();

    /**
     * Where it stands: of those that work here the highest is used.
     *
     * @return the priority; the plain-Java source has 0
     */
    int priority();

    /**
     * Whether the source could work here.
     *
     * @param setup what it would be opened with
     * @return available, or why not and what to do
     */
    Availability probe(PluginSetup setup);

    /**
     * Opens the source.
     *
     * @param setup what to open it with
     * @return the open source; the caller closes it
     */
    WorkloadSource open(PluginSetup setup);
}
