package io.scaph.api.internal.workload;

import io.scaph.api.workload.Container;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A container and what is known of it. */
public record ContainerRecord(
        String id,
        Optional<String> runtime,
        Optional<String> scheduler,
        Optional<String> name,
        Map<String, String> labels)
        implements Container {
    /** Copies the labels, in order of their names. */
    public ContainerRecord {
        labels = Collections.unmodifiableMap(new TreeMap<>(labels));
    }

    @Override
    public Object identity() {
        return id;
    }

    @Override
    public Container named(@Nullable String itsName, Map<String, String> itsLabels) {
        return new ContainerRecord(id, runtime, scheduler, Optional.ofNullable(itsName), itsLabels);
    }
}
