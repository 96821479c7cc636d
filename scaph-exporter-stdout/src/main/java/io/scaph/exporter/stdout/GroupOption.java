package io.scaph.exporter.stdout;

import io.scaph.api.spi.Option;
import io.scaph.api.spi.Options;
import io.scaph.api.workload.WorkloadDetail;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The options of a kind of group: whether it is shown, and how many of its groups are listed.
 *
 * @param kind the kind
 * @param wanted whether to show it
 * @param most how many groups to list
 */
record GroupOption(GroupKind<?> kind, Option<Boolean> wanted, Option<Long> most) {
    /**
     * The options of all kinds.
     *
     * @param defaultMost how many groups of each kind are listed unless the user says otherwise
     */
    static List<GroupOption> all(long defaultMost) {
        List<GroupOption> all = new ArrayList<>();
        Option<Boolean> containers = Option.flag(
                GroupKind.CONTAINER.plural(), "show container and batch job of each process, and their energy");
        for (GroupKind<?> kind : GroupKind.ALL) {
            String name = kind.name();
            Option<Boolean> wanted = kind.detail() == WorkloadDetail.CONTAINER
                    ? containers
                    : Option.flag(
                            kind.plural(), "show the " + name + " of each process, and what each " + name + " uses");
            all.add(new GroupOption(
                    kind,
                    wanted,
                    Option.integer(
                                    "max-" + kind.plural(),
                                    "N",
                                    "list the N " + kind.plural() + " that use most, add up the others")
                            .withDefault(defaultMost)));
        }
        return all;
    }

    static List<Option<?>> options(List<GroupOption> groups) {
        List<Option<?>> options = new ArrayList<>();
        groups.stream().map(group -> group.wanted).distinct().forEach(options::add);
        groups.forEach(group -> options.add(group.most));
        return options;
    }

    /** The kinds that the user wants to see. */
    static List<GroupCut> wanted(List<GroupOption> groups, Options options) {
        List<GroupCut> cuts = new ArrayList<>();
        for (GroupOption group : groups) {
            long most = options.get(group.most);
            if (most < 0) {
                throw new IllegalArgumentException("--" + group.most.name() + ": it must be 0 or more, not " + most);
            }
            if (options.get(group.wanted)) {
                cuts.add(new GroupCut(group.kind, most));
            }
        }
        return cuts;
    }

    /** What the monitor must read for them. */
    static Set<WorkloadDetail> details(List<GroupCut> wanted) {
        Set<WorkloadDetail> details = EnumSet.noneOf(WorkloadDetail.class);
        wanted.forEach(cut -> details.add(cut.kind().detail()));
        return details;
    }
}
