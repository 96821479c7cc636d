package io.scaph.prometheus.internal.view;

import io.scaph.api.snapshot.Groups;
import io.scaph.api.snapshot.Snapshot;
import io.scaph.api.workload.Container;
import io.scaph.api.workload.Group;
import io.scaph.api.workload.Job;
import io.scaph.api.workload.Unit;
import io.scaph.api.workload.User;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A kind of group whose energy can be published.
 *
 * @param name its name in metrics and options
 * @param groups finds the groups in a snapshot
 * @param holdNanos how long a line stays after its group has ended, if there is room, in ns
 * @param <G> the kind of group
 */
public record MetricGroup<G extends Group>(String name, Function<Snapshot, Groups<G>> groups, long holdNanos) {
    /** Containers. */
    public static final MetricGroup<Container> CONTAINER =
            new MetricGroup<>("container", Snapshot::containers, LineRules.HOLD_NANOS);

    /** Jobs of batch schedulers. */
    public static final MetricGroup<Job> JOB = new MetricGroup<>("job", Snapshot::jobs, LineRules.HOLD_NANOS);

    /** Systemd units. */
    public static final MetricGroup<Unit> UNIT = new MetricGroup<>("unit", Snapshot::units, LineRules.HOLD_NANOS);

    /** Users. Their lines stay, because users come back. */
    public static final MetricGroup<User> USER = new MetricGroup<>("user", Snapshot::users, Long.MAX_VALUE);

    /** Each kind is one object. The methods that a record gets by itself cost several milliseconds of a start. */
    @Override
    public boolean equals(@Nullable Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }
}
