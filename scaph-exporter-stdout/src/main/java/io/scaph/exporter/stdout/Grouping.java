package io.scaph.exporter.stdout;

import io.scaph.api.snapshot.Groups;
import io.scaph.api.snapshot.Snapshot;
import io.scaph.api.spi.Option;
import io.scaph.api.workload.Group;
import io.scaph.api.workload.WorkloadDetail;
import java.util.List;
import java.util.function.Function;

/**
 * A way to group processes, whose energy is added up by group.
 *
 * @param name the name of one group
 * @param shown the option that shows the groups
 * @param detail what the monitor must read for it
 * @param groups returns the groups of a snapshot
 */
record Grouping<G extends Group>(
        String name, Option<Boolean> shown, WorkloadDetail detail, Function<Snapshot, Groups<G>> groups) {
    private static final Option<Boolean> CONTAINERS =
            Option.flag("containers", "show container and batch job of each process, and their energy");
    private static final Option<Boolean> UNITS =
            Option.flag("units", "show the unit of each process, and what each unit uses");
    private static final Option<Boolean> USERS =
            Option.flag("users", "show the user of each process, and what each user uses");

    static final List<Grouping<?>> ALL = List.of(
            new Grouping<>("container", CONTAINERS, WorkloadDetail.CONTAINER, Snapshot::containers),
            new Grouping<>("job", CONTAINERS, WorkloadDetail.CONTAINER, Snapshot::jobs),
            new Grouping<>("unit", UNITS, WorkloadDetail.UNIT, Snapshot::units),
            new Grouping<>("user", USERS, WorkloadDetail.USER, Snapshot::users));

    /** The hash of the name. That of a record costs several milliseconds of a start. */
    @Override
    public int hashCode() {
        return name.hashCode();
    }

    /** The name of several groups, as in keys and options. */
    String plural() {
        return name + "s";
    }
}
