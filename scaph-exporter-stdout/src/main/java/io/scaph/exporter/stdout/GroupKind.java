package io.scaph.exporter.stdout;

import io.scaph.api.snapshot.Groups;
import io.scaph.api.snapshot.Snapshot;
import io.scaph.api.workload.Container;
import io.scaph.api.workload.Group;
import io.scaph.api.workload.Job;
import io.scaph.api.workload.Unit;
import io.scaph.api.workload.User;
import io.scaph.api.workload.WorkloadDetail;
import java.util.List;
import java.util.function.Function;

/**
 * A kind of group that processes are added up by.
 *
 * @param name its name
 * @param detail what the monitor must read for it
 * @param groups finds the groups in a snapshot
 * @param title what people call a group
 */
record GroupKind<G extends Group>(
        String name, WorkloadDetail detail, Function<Snapshot, Groups<G>> groups, Function<G, String> title) {
    static final GroupKind<Container> CONTAINER =
            new GroupKind<>("container", WorkloadDetail.CONTAINER, Snapshot::containers, GroupKind::shortName);
    static final GroupKind<Job> JOB = new GroupKind<>("job", WorkloadDetail.CONTAINER, Snapshot::jobs, Job::id);
    static final GroupKind<Unit> UNIT = new GroupKind<>("unit", WorkloadDetail.UNIT, Snapshot::units, Unit::name);
    static final GroupKind<User> USER = new GroupKind<>(
            "user", WorkloadDetail.USER, Snapshot::users, user -> user.name().orElse("uid " + user.uid()));

    static final List<GroupKind<?>> ALL = List.of(CONTAINER, JOB, UNIT, USER);

    private static final int SHORT_ID = 12;

    /** The name for several of them, as keys and options have it. */
    String plural() {
        return name + "s";
    }

    /** The name of a container, or the beginning of its id as its runtime shows it. */
    static String shortName(Container container) {
        String id = container.id();
        return container.name().orElse(id.length() > SHORT_ID ? id.substring(0, SHORT_ID) : id);
    }
}
