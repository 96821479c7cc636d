package io.scaph.linux.container.name;

import io.scaph.api.internal.plugin.PluginGuard;
import java.util.Optional;
import java.util.ServiceLoader;
import org.slf4j.LoggerFactory;

/**
 * The names and labels that container runtimes have for containers. {@code ServiceLoader} finds the implementation in
 * scaph-containers; what it does not implement knows no names. No method waits for a runtime. Safe for use by several threads.
 */
public interface ContainerNames extends AutoCloseable {
    /** Knows no names. */
    ContainerNames UNKNOWN = new ContainerNames() {};

    /**
     * Loads the implementation. Does not query a runtime yet.
     *
     * @return the implementation, or {@link #UNKNOWN} if scaph-containers is missing or can't be loaded
     */
    static ContainerNames load() {
        PluginGuard guard = new PluginGuard(LoggerFactory.getLogger(ContainerNames.class), "names of containers");
        ClassLoader loader = ContainerNames.class.getClassLoader();
        return guard.ask(
                () -> ServiceLoader.load(ContainerNames.class, loader)
                        .findFirst()
                        .orElse(UNKNOWN),
                UNKNOWN);
    }

    /**
     * Starts to look for the name of a container that runs.
     *
     * @param container the container
     */
    default void request(ContainerIdentity container) {}

    /**
     * Notes that a container has ended.
     *
     * @param id its id
     */
    default void release(String id) {}

    /**
     * Finds what is known of a container.
     *
     * @param id its id
     * @return its description, empty until a runtime has reported one
     */
    default Optional<ContainerDescription> find(String id) {
        return Optional.empty();
    }

    /**
     * The version of the descriptions.
     *
     * @return a number that grows when a result of {@link #find} changes
     */
    default long version() {
        return 0;
    }

    /** Stops querying; waits at most two seconds. */
    @Override
    default void close() {}
}
