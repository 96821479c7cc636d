package io.scaph.exporter.stdout;

import io.scaph.api.spi.Option;
import io.scaph.api.spi.Options;
import io.scaph.api.workload.WorkloadDetail;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The options of groupings: which ones are shown, and how many groups of each are listed. */
final class GroupingOptions {
    private static final Option<Boolean> CONTAINERS =
            Option.flag(Grouping.CONTAINER.plural(), "show container and batch job of each process, and their energy");
    private static final Option<Boolean> UNITS =
            Option.flag(Grouping.UNIT.plural(), "show the unit of each process, and what each unit uses");
    private static final Option<Boolean> USERS =
            Option.flag(Grouping.USER.plural(), "show the user of each process, and what each user uses");

    private record GroupingOption(Grouping<?> grouping, Option<Boolean> shown, Option<Long> max) {}

    private final List<GroupingOption> groupings;

    /**
     * Creates the options.
     *
     * @param defaultMax how many groups of each kind are listed by default
     */
    GroupingOptions(long defaultMax) {
        groupings = List.of(
                option(Grouping.CONTAINER, CONTAINERS, defaultMax),
                option(Grouping.JOB, CONTAINERS, defaultMax),
                option(Grouping.UNIT, UNITS, defaultMax),
                option(Grouping.USER, USERS, defaultMax));
    }

    private static GroupingOption option(Grouping<?> grouping, Option<Boolean> shown, long defaultMax) {
        String description = "list the N " + grouping.plural() + " that use most, add up the others";
        return new GroupingOption(
                grouping,
                shown,
                Option.integer("max-" + grouping.plural(), "N", description).withDefault(defaultMax));
    }

    /** These options, after those of an exporter itself. */
    List<Option<?>> after(Option<?>... own) {
        List<Option<?>> options = new ArrayList<>(List.of(own));
        options.addAll(List.of(CONTAINERS, UNITS, USERS));
        groupings.forEach(option -> options.add(option.max));
        return options;
    }

    /** The groupings to show, each with the number of groups to list. */
    Map<Grouping<?>, Long> selected(Options options) {
        Map<Grouping<?>, Long> selected = new LinkedHashMap<>();
        for (GroupingOption option : groupings) {
            long max = notNegative(option.max, options.get(option.max));
            if (options.get(option.shown)) {
                selected.put(option.grouping, max);
            }
        }
        return selected;
    }

    /** Checks the number of lines that an option gives. */
    static long notNegative(Option<Long> option, long number) {
        if (number < 0) {
            throw new IllegalArgumentException("--" + option.name() + ": it must be 0 or more, not " + number);
        }
        return number;
    }

    /** What the monitor must read for the selected groupings. */
    static Set<WorkloadDetail> details(Map<Grouping<?>, Long> selected) {
        Set<WorkloadDetail> details = EnumSet.noneOf(WorkloadDetail.class);
        selected.keySet().forEach(grouping -> details.add(grouping.detail()));
        return details;
    }
}
