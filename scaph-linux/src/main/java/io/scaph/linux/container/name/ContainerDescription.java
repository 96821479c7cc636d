package io.scaph.linux.container.name;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a runtime reports of a container.
 *
 * @param runtime the runtime, if the reply names it
 * @param name the container's name
 * @param labels by names that are safe as labels of a metric; copied
 */
public record ContainerDescription(Optional<String> runtime, Optional<String> name, Map<String, String> labels) {
    /**
     * Copies the labels.
     *
     * @param runtime the runtime, if the reply names it
     * @param name the container's name
     * @param labels the labels by name
     */
    public ContainerDescription {
        labels = Collections.unmodifiableMap(new TreeMap<>(labels));
    }

    /**
     * Combines two descriptions of one container.
     *
     * @param other preferred where both have a value
     * @return the values of both
     */
    public ContainerDescription mergedWith(ContainerDescription other) {
        TreeMap<String, String> merged = new TreeMap<>(labels);
        merged.putAll(other.labels);
        return new ContainerDescription(other.runtime.or(() -> runtime), other.name.or(() -> name), merged);
    }
}
