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
 * A way to group processes, whose energy is added up by group.
 *
 * @param name the name of one group
 * @param detail what the monitor must read for it
 * @param groups returns the groups of a snapshot
 * @param title the title of a group on a screen
 */
record Grouping<G extends Group>(
        String name, WorkloadDetail detail, Function<Snapshot, Groups<G>> groups, Function<G, String> title) {
    static final Grouping<Container> CONTAINER =
            new Grouping<>("container", WorkloadDetail.CONTAINER, Snapshot::containers, Grouping::shortName);
    static final Grouping<Job> JOB = new Grouping<>("job", WorkloadDetail.CONTAINER, Snapshot::jobs, Job::id);
    static final Grouping<Unit> UNIT = new Grouping<>("unit", WorkloadDetail.UNIT, Snapshot::units, Unit::name);
    static final Grouping<User> USER = new Grouping<>(
            "user", WorkloadDetail.USER, Snapshot::users, user -> user.name().orElse("uid " + user.uid()));

    static final List<Grouping<?>> ALL = List.of(CONTAINER, JOB, UNIT, USER);

    private static final int SHORT_ID = 12;

    /** The name of several groups, as in keys and options. */
    String plural() {
        return name + "s";
    }

    /** The name of a container, or the beginning of its id, as container runtimes show it. */
    static String shortName(Container container) {
        String id = container.id();
        return container.name().orElse(id.length() > SHORT_ID ? id.substring(0, SHORT_ID) : id);
    }
}
