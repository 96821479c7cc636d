package io.scaph.exporter.prometheus;

import io.scaph.api.spi.HostRoots;
import io.scaph.api.spi.Option;
import io.scaph.api.spi.Options;
import io.scaph.api.workload.WorkloadDetail;
import io.scaph.prometheus.MetricSchema;
import io.scaph.prometheus.internal.publishing.PublicationSettings;
import io.scaph.prometheus.internal.schema.Schema;
import io.scaph.prometheus.internal.view.MetricGroup;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The options of both exporters: what to publish. */
final class MetricOptions {
    private static final Option<String> SCHEMA = Option.text(
                    "schema", "SCHEMA", "names of metrics: scaphandre, or semconv (OpenTelemetry, in joules and watts)")
            .withDefault(MetricSchema.SCAPHANDRE.label());
    private static final Option<Boolean> QEMU =
            Option.flag("qemu", "label processes that run a virtual machine with its name");
    private static final Option<Boolean> CMDLINE =
            Option.flag("cmdline", "label processes with their command line; likely secrets are masked");
    private static final Option<Boolean> CONTAINERS =
            Option.flag("containers", "label processes with container and batch job, and publish their energy");
    private static final Option<Boolean> UNITS =
            Option.flag("units", "label processes with their systemd unit, and publish each unit's energy");
    private static final Option<Boolean> USERS = Option.flag("users", "publish the energy of each user's processes");
    private static final Option<Long> MAX_PROCESSES = maxLines("processes");

    private static final List<GroupOption> GROUPS = List.of(
            new GroupOption(MetricGroup.CONTAINER, WorkloadDetail.CONTAINER, CONTAINERS),
            new GroupOption(MetricGroup.JOB, WorkloadDetail.CONTAINER, CONTAINERS),
            new GroupOption(MetricGroup.UNIT, WorkloadDetail.UNIT, UNITS),
            new GroupOption(MetricGroup.USER, WorkloadDetail.USER, USERS));

    /** Whether to publish a kind of group, which the monitor must then read, and how many have their own line. */
    private record GroupOption(MetricGroup<?> group, WorkloadDetail detail, Option<Boolean> wanted, Option<Long> max) {
        GroupOption(MetricGroup<?> group, WorkloadDetail detail, Option<Boolean> wanted) {
            this(group, detail, wanted, maxLines(group.name() + "s"));
        }
    }

    private MetricOptions() {}

    private static Option<Long> maxLines(String subjects) {
        return Option.integer(
                        "max-" + subjects, "N", "give the N busiest " + subjects + " a line each, all others share one")
                .withDefault((long) PublicationSettings.DEFAULT_MOST);
    }

    /** These options, after those that only one exporter has. */
    static List<Option<?>> after(Option<?>... others) {
        List<Option<?>> options = new ArrayList<>(List.of(others));
        options.addAll(List.of(SCHEMA, QEMU, CMDLINE, CONTAINERS, UNITS, USERS, MAX_PROCESSES));
        GROUPS.forEach(group -> options.add(group.max));
        return options;
    }

    static PublicationSettings settings(Options options, HostRoots roots) {
        Map<MetricGroup<?>, Integer> mostGroups = new HashMap<>();
        for (GroupOption group : GROUPS) {
            int most = most(options, group.max);
            if (options.get(group.wanted)) {
                mostGroups.put(group.group, most);
            }
        }
        return new PublicationSettings(Schema.of(options.get(SCHEMA)), most(options, MAX_PROCESSES), mostGroups, roots);
    }

    private static int most(Options options, Option<Long> max) {
        long most = options.get(max);
        if (most < 0 || most > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("--" + max.name() + ": it must be 0 or more, not " + most);
        }
        return (int) most;
    }

    static Set<WorkloadDetail> details(Options options) {
        Set<WorkloadDetail> details = EnumSet.noneOf(WorkloadDetail.class);
        if (options.get(QEMU)) {
            details.add(WorkloadDetail.VIRTUAL_MACHINE);
        }
        if (options.get(CMDLINE)) {
            details.add(WorkloadDetail.COMMAND_LINE);
        }
        GROUPS.stream().filter(group -> options.get(group.wanted)).forEach(group -> details.add(group.detail));
        return details;
    }
}
