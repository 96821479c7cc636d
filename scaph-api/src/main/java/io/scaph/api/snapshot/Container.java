package io.scaph.api.snapshot;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A container, as the control group of a process and the container's runtime describe it.
 *
 * @param id the runtime's id, or for runtimes without ids its name and what tells it apart; two containers of one host
 *     never share it
 * @param runtime such as {@code docker}, {@code containerd}, {@code cri-o}, {@code podman}, {@code lxc} or {@code
 *     systemd-nspawn}; empty if the path does not say
 * @param scheduler {@code kubernetes} for a pod's container, {@code docker} for Docker's own; empty if the path does not
 *     tell
 * @param name its name; empty until somebody told it
 * @param labels what its runtime or scheduler says of it, such as {@code container_label_maintainer} or
 *     {@code kubernetes_pod_name}, by names that are safe as labels of a metric; in order of the names
 */
public record Container(
        String id,
        Optional<String> runtime,
        Optional<String> scheduler,
        Optional<String> name,
        Map<String, String> labels)
        implements Group {
    /**
     * Checks and copies what it is given.
     *
     * @param id {@link #id()}
     * @param runtime {@link #runtime()}
     * @param scheduler {@link #scheduler()}
     * @param name {@link #name()}
     * @param labels {@link #labels()}
     */
    public Container {
        labels = Collections.unmodifiableMap(new TreeMap<>(labels));
    }

    @Override
    public Object identity() {
        return id;
    }

    /**
     * A container of which only the control group is known.
     *
     * @param id {@link #id()}
     * @param runtime {@link #runtime()}
     * @param scheduler {@link #scheduler()}
     * @return it, without a name
     */
    public static Container unnamed(String id, Optional<String> runtime, Optional<String> scheduler) {
        return new Container(id, runtime, scheduler, Optional.empty(), Map.of());
    }
}
