package io.scaph.linux.container.name;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What is told of a container.
 *
 * @param runtime who runs it, if whoever told it knows
 * @param name its name
 * @param labels by names that are safe as labels of a metric
 */
public record Description(Optional<String> runtime, Optional<String> name, Map<String, String> labels) {
    /**
     * Checks and copies what it is given.
     *
     * @param runtime {@link #runtime()}
     * @param name {@link #name()}
     * @param labels {@link #labels()}
     */
    public Description {
        labels = Collections.unmodifiableMap(new TreeMap<>(labels));
    }

    /** What both tell; where they differ the other one is right. */
    Description and(Description other) {
        TreeMap<String, String> both = new TreeMap<>(labels);
        both.putAll(other.labels);
        return new Description(other.runtime.or(() -> runtime), other.name.or(() -> name), both);
    }
}
