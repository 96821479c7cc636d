package io.scaph.api.workload;

/** A group of processes whose energy is added up: a container, a job, a systemd unit or a user. Immutable. */
public sealed interface Group permits Container, Job, Unit, User {
    /**
     * Returns what identifies the group among the groups of its kind. It does not depend on what else is known of the group.
     *
     * @return a value with {@code equals} and {@code hashCode}
     */
    Object identity();
}
