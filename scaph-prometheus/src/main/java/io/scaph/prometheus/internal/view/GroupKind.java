package io.scaph.prometheus.internal.view;

import io.scaph.api.snapshot.Groups;
import io.scaph.api.snapshot.Snapshot;
import io.scaph.api.workload.Container;
import io.scaph.api.workload.Group;
import io.scaph.api.workload.Job;
import io.scaph.api.workload.Unit;
import io.scaph.api.workload.User;
import java.util.function.Function;

/**
 * A kind of group that processes are added up by.
 *
 * @param name its name, as metrics and options have it
 * @param groups finds the groups in a snapshot
 * @param holdNanos how long a line outlives its group if there is room, in ns
 * @param <G> the kind of group
 */
public record GroupKind<G extends Group>(String name, Function<Snapshot, Groups<G>> groups, long holdNanos) {
    /** Containers. */
    public static final GroupKind<Container> CONTAINER =
            new GroupKind<>("container", Snapshot::containers, ProcessRoster.HOLD_NANOS);

    /** Jobs of batch schedulers. */
    public static final GroupKind<Job> JOB = new GroupKind<>("job", Snapshot::jobs, ProcessRoster.HOLD_NANOS);

    /** Systemd units. */
    public static final GroupKind<Unit> UNIT = new GroupKind<>("unit", Snapshot::units, ProcessRoster.HOLD_NANOS);

    /** Users, which come back sooner or later. */
    public static final GroupKind<User> USER = new GroupKind<>("user", Snapshot::users, Long.MAX_VALUE);
}
