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
    private final Map<Grouping<?>, Option<Long>> max = new LinkedHashMap<>();

    /**
     * Creates the options.
     *
     * @param defaultMax how many groups of each kind are listed by default
     */
    GroupingOptions(long defaultMax) {
        for (Grouping<?> grouping : Grouping.ALL) {
            String help = "list the N " + grouping.plural() + " that use most, add up the others";
            max.put(
                    grouping,
                    Option.integer("max-" + grouping.plural(), "N", help).withDefault(defaultMax));
        }
    }

    /** These options, after those of an exporter itself. */
    List<Option<?>> after(Option<?>... own) {
        List<Option<?>> options = new ArrayList<>(List.of(own));
        Grouping.ALL.stream().map(Grouping::shown).distinct().forEach(options::add);
        options.addAll(max.values());
        return options;
    }

    /** The groupings to show, each with the number of groups to list. */
    Map<Grouping<?>, Long> selected(Options options) {
        Map<Grouping<?>, Long> selected = new LinkedHashMap<>();
        max.forEach((grouping, option) -> {
            long most = notNegative(option, options.get(option));
            if (options.get(grouping.shown())) {
                selected.put(grouping, most);
            }
        });
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
