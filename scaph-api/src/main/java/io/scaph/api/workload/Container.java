package io.scaph.api.workload;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A container, as the control group of a process and the container's runtime describe it. Immutable. */
@SuppressWarnings("exports") // users need not have jspecify
public sealed interface Container extends Group {
    /**
     * Returns a container with only a control group.
     *
     * @param id the runtime's id
     * @param runtime the runtime, or null if unknown
     * @param scheduler the scheduler, or null if unknown
     * @return the container, without a name
     */
    static Container of(String id, @Nullable String runtime, @Nullable String scheduler) {
        return new ContainerRecord(
                id, Optional.ofNullable(runtime), Optional.ofNullable(scheduler), Optional.empty(), Map.of());
    }

    /**
     * Returns the runtime's id; for runtimes without ids, the name and what distinguishes it from others. No two containers of
     * a host share it.
     *
     * @return the id
     */
    String id();

    /**
     * Returns the runtime.
     *
     * @return such as {@code docker}, {@code containerd}, {@code cri-o}, {@code podman}, {@code lxc} or {@code
     *     systemd-nspawn}; empty if the control group does not show it
     */
    Optional<String> runtime();

    /**
     * Returns the scheduler.
     *
     * @return {@code kubernetes} for a container of a pod, {@code docker} for one of Docker; empty if the control group does
     *     not show it
     */
    Optional<String> scheduler();

    /**
     * Returns the name.
     *
     * @return the name; empty until the runtime has reported it
     */
    Optional<String> name();

    /**
     * Returns what the runtime or scheduler says of the container, such as {@code kubernetes_pod_name}.
     *
     * @return values by names that are safe as labels of a metric, in order of the names
     */
    Map<String, String> labels();

    /**
     * Returns this container with another name and other labels.
     *
     * @param itsName the name, or null if unknown
     * @param itsLabels values by names that are safe as labels of a metric
     * @return a copy
     */
    Container named(@Nullable String itsName, Map<String, String> itsLabels);
}

/** A container and what is known of it. */
record ContainerRecord(
        String id,
        Optional<String> runtime,
        Optional<String> scheduler,
        Optional<String> name,
        Map<String, String> labels)
        implements Container {
    /** Copies the labels, in order of their names. */
    ContainerRecord {
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
