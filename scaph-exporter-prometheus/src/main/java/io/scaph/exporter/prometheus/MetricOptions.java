package io.scaph.exporter.prometheus;

import io.scaph.api.spi.HostRoots;
import io.scaph.api.spi.Option;
import io.scaph.api.spi.Options;
import io.scaph.api.spi.WorkloadDetail;
import io.scaph.exporter.prometheus.internal.publishing.Content;
import io.scaph.exporter.prometheus.internal.schema.Schema;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The options that say what is published, wherever it goes. */
final class MetricOptions {
    static final long DEFAULT_PROCESSES = 1_000;
    static final String DEFAULT_SCHEMA = "scaphandre";

    private static final Option<String> SCHEMA = Option.text(
                    "schema",
                    "SCHEMA",
                    "the names of metrics: scaphandre, or semconv (OpenTelemetry's conventions in joules and watts)")
            .withDefault(DEFAULT_SCHEMA);
    private static final Option<Boolean> QEMU =
            Option.flag("qemu", "label processes that run a virtual machine with its name");
    private static final Option<Boolean> CONTAINERS =
            Option.flag("containers", "label processes with their container, and tell the energy of each container");
    private static final Option<Boolean> USERS = Option.flag("users", "tell the energy of each user's processes");
    private static final Option<Boolean> CMDLINE = Option.flag(
            "cmdline", "label processes with their command line; what looks like a secret is masked, but who knows");
    private static final Option<Long> MAX_PROCESSES = Option.integer(
                    "max-processes", "N", "give the N busiest processes a line of their own, all others share one")
            .withDefault(DEFAULT_PROCESSES);

    static final List<Option<?>> ALL = List.of(SCHEMA, QEMU, CONTAINERS, USERS, CMDLINE, MAX_PROCESSES);

    private MetricOptions() {}

    static Content content(Options options, HostRoots roots) {
        return content(options.get(SCHEMA), options.get(MAX_PROCESSES), roots);
    }

    static Content content(String schema, long mostProcesses, HostRoots roots) {
        if (mostProcesses < 0 || mostProcesses > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("--max-processes: it must be 0 or more, not " + mostProcesses);
        }
        return new Content(
                Schema.of(schema)
                        .orElseThrow(() -> new IllegalArgumentException(
                                "--schema: there is no schema '" + schema + "': choose scaphandre or semconv")),
                (int) mostProcesses,
                roots);
    }

    static Set<WorkloadDetail> details(Options options) {
        Set<WorkloadDetail> details = EnumSet.noneOf(WorkloadDetail.class);
        addIf(options.get(QEMU), details, WorkloadDetail.VIRTUAL_MACHINE);
        addIf(options.get(CONTAINERS), details, WorkloadDetail.CONTAINER);
        addIf(options.get(USERS), details, WorkloadDetail.USER);
        addIf(options.get(CMDLINE), details, WorkloadDetail.COMMAND_LINE);
        return details;
    }

    private static void addIf(boolean wanted, Set<WorkloadDetail> details, WorkloadDetail detail) {
        if (wanted) {
            details.add(detail);
        }
    }
}
