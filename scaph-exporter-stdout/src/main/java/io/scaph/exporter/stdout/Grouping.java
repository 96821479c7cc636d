package io.scaph.exporter.stdout;

import io.scaph.api.snapshot.Groups;
import io.scaph.api.snapshot.Snapshot;
import io.scaph.api.spi.Option;
import io.scaph.api.workload.Container;
import io.scaph.api.workload.Group;
import io.scaph.api.workload.Job;
import io.scaph.api.workload.Unit;
import io.scaph.api.workload.User;
import io.scaph.api.workload.WorkloadDetail;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A way to group processes, whose energy is added up by group.
 *
 * @param name the name of one group
 * @param shown the option that shows the groups
 * @param detail what the monitor must read for it
 * @param groups returns the groups of a snapshot
 * @param title the title of a group on a screen
 */
record Grouping<G extends Group>(
        String name,
        Option<Boolean> shown,
        WorkloadDetail detail,
        Function<Snapshot, Groups<G>> groups,
        Function<G, String> title) {
    private static final Option<Boolean> CONTAINERS =
            Option.flag("containers", "show container and batch job of each process, and their energy");
    private static final Option<Boolean> UNITS =
            Option.flag("units", "show the unit of each process, and what each unit uses");
    private static final Option<Boolean> USERS =
            Option.flag("users", "show the user of each process, and what each user uses");

    static final List<Grouping<?>> ALL = List.of(
            new Grouping<>("container", CONTAINERS, WorkloadDetail.CONTAINER, Snapshot::containers, Grouping::title),
            new Grouping<>("job", CONTAINERS, WorkloadDetail.CONTAINER, Snapshot::jobs, Grouping::title),
            new Grouping<>("unit", UNITS, WorkloadDetail.UNIT, Snapshot::units, Unit::name),
            new Grouping<>("user", USERS, WorkloadDetail.USER, Snapshot::users, Grouping::title));

    private static final int SHORT_ID = 12;

    /** The name of several groups, as in keys and options. */
    String plural() {
        return name + "s";
    }

    private static String title(Container container) {
        Optional<String> by = container.scheduler().or(container::runtime);
        return shortName(container) + by.map(name -> " (" + name + ")").orElse("");
    }

    private static String title(Job job) {
        return job.id() + " (" + job.scheduler() + ")";
    }

    private static String title(User user) {
        return user.name().orElse("uid " + user.uid());
    }

    /** The name of a container, or the beginning of its id, as container runtimes show it. */
    static String shortName(Container container) {
        String id = container.id();
        return container.name().orElse(id.length() > SHORT_ID ? id.substring(0, SHORT_ID) : id);
    }
}
