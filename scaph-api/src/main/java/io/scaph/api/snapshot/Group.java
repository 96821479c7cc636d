package io.scaph.api.snapshot;

/** What processes are added up by: a container, a job, a systemd unit or a user. Immutable. */
public sealed interface Group permits Container, Job, Unit, User {
    /**
     * Returns what identifies the group among the groups of its kind, whatever else is known of it.
     *
     * @return a value with {@code equals} and {@code hashCode}
     */
    Object identity();
}
