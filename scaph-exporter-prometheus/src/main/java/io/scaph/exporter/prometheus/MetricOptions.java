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
    private static final Option<Long> MAX_PROCESSES = Option.integer(
                    "max-processes", "N", "give the N busiest processes a line each, all others share one")
            .withDefault((long) PublicationSettings.DEFAULT_MOST);

    private MetricOptions() {}

    static List<Option<?>> all() {
        List<Option<?>> options = new ArrayList<>(List.of(SCHEMA, QEMU, CMDLINE));
        MetricGroupOption.ALL.stream().map(MetricGroupOption::wanted).distinct().forEach(options::add);
        options.add(MAX_PROCESSES);
        MetricGroupOption.ALL.forEach(group -> options.add(group.most()));
        return options;
    }

    static PublicationSettings settings(Options options, HostRoots roots) {
        Map<MetricGroup<?>, Integer> mostGroups = new HashMap<>();
        for (MetricGroupOption group : MetricGroupOption.ALL) {
            int most = group.most(options);
            if (options.get(group.wanted())) {
                mostGroups.put(group.group(), most);
            }
        }
        String name = options.get(SCHEMA);
        Schema schema = Schema.of(name)
                .orElseThrow(() -> new IllegalArgumentException(
                        "--schema: there is no schema '" + name + "': choose scaphandre or semconv"));
        return new PublicationSettings(schema, most(options, MAX_PROCESSES), mostGroups, roots);
    }

    /** The value of an option that is a number of lines. */
    static int most(Options options, Option<Long> option) {
        long most = options.get(option);
        if (most < 0 || most > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("--" + option.name() + ": it must be 0 or more, not " + most);
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
        MetricGroupOption.ALL.stream()
                .filter(group -> options.get(group.wanted()))
                .forEach(group -> details.add(group.detail()));
        return details;
    }
}
