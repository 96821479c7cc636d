package io.scaph.exporter.stdout;

import io.scaph.api.snapshot.Interval;
import io.scaph.api.snapshot.SnapshotReader;
import io.scaph.api.spi.Exporter;
import io.scaph.api.spi.ExporterProvider;
import io.scaph.api.spi.Option;
import io.scaph.api.spi.Options;
import io.scaph.api.spi.PluginSetup;
import io.scaph.api.workload.ProcessInfo;
import io.scaph.api.workload.WorkloadDetail;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/** The exporter {@code stdout}: a screen for people at each step. */
public final class StdoutProvider implements ExporterProvider {
    private static final long DEFAULT_PROCESSES = 5;
    private static final long DEFAULT_GROUPS = 10;

    private static final Option<Long> TIMEOUT = Option.integer(
                    "timeout", "SECONDS", "run for this long; below 0: no limit, 0: one report")
            .withLetter('t')
            .withDefault(10L);
    private static final Option<Long> STEP = Option.integer("step", "SECONDS", "time between two reports")
            .withLetter('s')
            .withDefault(2L);
    private static final Option<Long> PROCESSES = Option.integer(
                    "processes", "N", "list the N processes that use most (default 5; all with -r)")
            .withLetter('p');
    private static final Option<String> REGEX = Option.text(
                    "regex-filter", "REGEX", "list only processes with a matching executable, name or command line")
            .withLetter('r');
    private static final Option<Boolean> QEMU =
            Option.flag("qemu", "show the virtual machine that a process runs").withLetter('q');
    private static final Option<Boolean> RAW =
            Option.flag("raw-metrics", "print every metric on a line, instead of a screen");

    private static final GroupingOptions GROUPS = new GroupingOptions(DEFAULT_GROUPS);

    /** For {@code ServiceLoader}. */
    public StdoutProvider() {}

    @Override
    public String name() {
        return "stdout";
    }

    @Override
    public String description() {
        return "shows where the watts go, a screen at each step";
    }

    @Override
    public List<Option<?>> options() {
        return GROUPS.after(TIMEOUT, STEP, PROCESSES, REGEX, QEMU, RAW);
    }

    @Override
    public Exporter create(PluginSetup setup) {
        Options options = setup.options();
        ReportSchedule schedule = ReportSchedule.of(options.get(STEP), 0, Optional.of(options.get(TIMEOUT)));
        Optional<String> regex = options.find(REGEX);
        Predicate<ProcessInfo> wanted = regex.map(expression -> ProcessFilter.byCommand(REGEX, expression))
                .orElse(process -> true);
        long max = GroupingOptions.notNegative(
                PROCESSES, options.find(PROCESSES).orElse(regex.isPresent() ? Long.MAX_VALUE : DEFAULT_PROCESSES));
        Map<Grouping<?>, Long> groups = GROUPS.selected(options);
        Set<WorkloadDetail> details = GroupingOptions.details(groups);
        if (regex.isPresent()) {
            details.add(WorkloadDetail.COMMAND_LINE);
        }
        if (options.get(QEMU)) {
            details.add(WorkloadDetail.VIRTUAL_MACHINE);
        }
        Function<Interval, String> format = options.get(RAW)
                ? new RawMetrics(groups.keySet())
                : new Screen(wanted, max, groups, regex.map(expression -> "Processes that match '" + expression + "'"));
        return new StdoutExporter(schedule, format, details, setup.output());
    }

    /**
     * Prints each interval.
     *
     * @param schedule when to print
     * @param format what to print
     * @param details what the monitor must read
     * @param output where to print; not closed
     */
    private record StdoutExporter(
            ReportSchedule schedule,
            Function<Interval, String> format,
            Set<WorkloadDetail> details,
            OutputStream output)
            implements Exporter {
        @Override
        public void run(SnapshotReader snapshots) throws IOException {
            schedule.run(snapshots, interval -> {
                output.write(format.apply(interval).getBytes(StandardCharsets.UTF_8));
                output.flush();
            });
        }
    }
}
