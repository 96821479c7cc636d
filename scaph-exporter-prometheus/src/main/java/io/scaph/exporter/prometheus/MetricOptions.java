package io.scaph.exporter.prometheus;

import io.scaph.api.spi.HostRoots;
import io.scaph.api.spi.Option;
import io.scaph.api.spi.Options;
import io.scaph.api.workload.WorkloadDetail;
import io.scaph.prometheus.MetricSchema;
import io.scaph.prometheus.internal.publishing.Content;
import io.scaph.prometheus.internal.schema.Schema;
import io.scaph.prometheus.internal.view.GroupKind;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The options that say what is published, wherever it goes. */
final class MetricOptions {
    private static final Option<String> SCHEMA = Option.text(
                    "schema",
                    "SCHEMA",
                    "the names of metrics: scaphandre, or semconv (OpenTelemetry's conventions in joules and watts)")
            .withDefault(MetricSchema.SCAPHANDRE.label());
    private static final Option<Boolean> QEMU =
            Option.flag("qemu", "label processes that run a virtual machine with its name");
    private static final Option<Boolean> CMDLINE =
            Option.flag("cmdline", "label processes with their command line; what looks like a secret is masked");
    private static final Option<Long> MAX_PROCESSES = Option.integer(
                    "max-processes", "N", "give the N busiest processes a line each, all others share one")
            .withDefault((long) Content.DEFAULT_MOST);

    private MetricOptions() {}

    static List<Option<?>> all() {
        List<Option<?>> options = new ArrayList<>(List.of(SCHEMA, QEMU, CMDLINE));
        GroupOption.ALL.stream().map(GroupOption::wanted).distinct().forEach(options::add);
        options.add(MAX_PROCESSES);
        GroupOption.ALL.forEach(group -> options.add(group.most()));
        return options;
    }

    static Content content(Options options, HostRoots roots) {
        Map<GroupKind<?>, Integer> mostGroups = new HashMap<>();
        for (GroupOption group : GroupOption.ALL) {
            int most = group.most(options);
            if (options.get(group.wanted())) {
                mostGroups.put(group.kind(), most);
            }
        }
        String schema = options.get(SCHEMA);
        return new Content(
                Schema.of(schema)
                        .orElseThrow(() -> new IllegalArgumentException(
                                "--schema: there is no schema '" + schema + "': choose scaphandre or semconv")),
                most(MAX_PROCESSES.name(), options.get(MAX_PROCESSES)),
                mostGroups,
                roots);
    }

    /** A number of lines. */
    static int most(String option, long most) {
        if (most < 0 || most > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("--" + option + ": it must be 0 or more, not " + most);
        }
        return (int) most;
    }

    static Set<WorkloadDetail> details(Options options) {
        Set<WorkloadDetail> details = EnumSet.noneOf(WorkloadDetail.class);
        addIf(options.get(QEMU), details, WorkloadDetail.VIRTUAL_MACHINE);
        addIf(options.get(CMDLINE), details, WorkloadDetail.COMMAND_LINE);
        for (GroupOption group : GroupOption.ALL) {
            addIf(options.get(group.wanted()), details, group.detail());
        }
        return details;
    }

    private static void addIf(boolean wanted, Set<WorkloadDetail> details, WorkloadDetail detail) {
        if (wanted) {
            details.add(detail);
        }
    }
}
