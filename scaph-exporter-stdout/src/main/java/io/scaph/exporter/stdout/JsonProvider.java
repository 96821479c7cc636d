package io.scaph.exporter.stdout;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** The exporter {@code json}: a report for programs at each step. */
public final class JsonProvider implements ExporterProvider {
    private static final Option<Long> TIMEOUT = Option.integer(
                    "timeout", "SECONDS", "how long to run; 0: one report (default, below 0: no limit)")
            .withLetter('t');
    private static final Option<Long> STEP = Option.integer("step", "SECONDS", "time between two reports")
            .withLetter('s')
            .withDefault(2L);
    private static final Option<Long> STEP_NANO = Option.integer(
                    "step-nano", "NANOSECONDS", "additional time between two reports")
            .withDefault(0L);
    private static final Option<Long> CONSUMERS = Option.integer(
                    "max-top-consumers", "N", "list the N processes that use most")
            .withDefault(10L);
    private static final Option<Path> FILE = Option.path(
                    "file", "FILE", "write to this file instead of standard output")
            .withLetter('f');
    private static final Option<Boolean> NDJSON =
            Option.flag("ndjson", "one report a line, without an array around them");
    private static final Option<Boolean> CMDLINE =
            Option.flag("cmdline", "report the command line of each process; it may contain secrets");
    private static final Option<Boolean> RESOURCES =
            Option.flag("resources", "report CPU, memory and disk usage of each listed process");
    private static final Option<String> PROCESS_REGEX = Option.text(
            "process-regex", "REGEX", "list only processes with a matching executable, name or command line");
    private static final Option<String> CONTAINER_REGEX = Option.text(
            "container-regex", "REGEX", "list only processes with a matching container name or id; needs --containers");

    /** No known host has more. */
    private static final long DEFAULT_GROUPS = 1_000;

    private static final GroupingOptions GROUPS = new GroupingOptions(DEFAULT_GROUPS);

    /** For {@code ServiceLoader}. */
    public JsonProvider() {}

    @Override
    public String name() {
        return "json";
    }

    @Override
    public String description() {
        return "writes reports for programs, as a JSON array or one a line";
    }

    @Override
    public List<Option<?>> options() {
        return GROUPS.after(
                TIMEOUT, STEP, STEP_NANO, CONSUMERS, FILE, NDJSON, CMDLINE, RESOURCES, PROCESS_REGEX, CONTAINER_REGEX);
    }

    @Override
    public Exporter create(PluginSetup setup) {
        Options options = setup.options();
        ReportSchedule schedule = ReportSchedule.of(options.get(STEP), options.get(STEP_NANO), options.find(TIMEOUT));
        long max = GroupingOptions.notNegative(CONSUMERS, options.get(CONSUMERS));
        Map<Grouping<?>, Long> groups = GROUPS.selected(options);
        Set<WorkloadDetail> details = GroupingOptions.details(groups);
        Optional<Predicate<ProcessInfo>> filter =
                options.find(PROCESS_REGEX).map(regex -> ProcessFilter.byCommand(PROCESS_REGEX, regex));
        if (filter.isEmpty() && options.find(CONTAINER_REGEX).isPresent()) {
            if (!details.contains(WorkloadDetail.CONTAINER)) {
                throw new IllegalArgumentException("--container-regex needs --containers");
            }
            filter = Optional.of(ProcessFilter.byContainer(CONTAINER_REGEX, options.get(CONTAINER_REGEX)));
        }
        if (options.get(CMDLINE) || options.find(PROCESS_REGEX).isPresent()) {
            details.add(WorkloadDetail.COMMAND_LINE);
        }
        long listed = filter.isPresent() ? Long.MAX_VALUE : max;
        return new JsonExporter(
                schedule,
                new JsonReport(filter.orElse(process -> true), listed, groups, options.get(CMDLINE)),
                options.get(RESOURCES),
                details,
                options.get(NDJSON),
                options.find(FILE),
                setup.output());
    }

    /**
     * Writes a report at each step, and flushes it. The output is valid JSON however the exporter ends.
     *
     * @param schedule when to write
     * @param report what to write
     * @param resources whether to report resource usage
     * @param details what the monitor must read
     * @param lines whether to write one report a line instead of an array
     * @param file the file to write
     * @param output where to write without a file; not closed
     */
    private record JsonExporter(
            ReportSchedule schedule,
            JsonReport report,
            boolean resources,
            Set<WorkloadDetail> details,
            boolean lines,
            Optional<Path> file,
            OutputStream output)
            implements Exporter {
        @Override
        public void run(SnapshotReader snapshots) throws IOException {
            if (file.isEmpty()) {
                write(snapshots, output);
                return;
            }
            try (OutputStream target = Files.newOutputStream(file.get())) {
                write(snapshots, target);
            }
        }

        private void write(SnapshotReader snapshots, OutputStream target) throws IOException {
            JsonGenerator json = new JsonFactory().createGenerator(target);
            json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            // No blank between reports: each line has its own end.
            json.setPrettyPrinter(new MinimalPrettyPrinter(""));
            Optional<ResourceUsage> usage = resources ? Optional.of(new ResourceUsage(snapshots)) : Optional.empty();
            try {
                if (!lines) {
                    json.writeStartArray();
                }
                schedule.run(snapshots, interval -> {
                    report.of(interval, usage).write(json);
                    if (lines) {
                        json.writeRaw('\n');
                    }
                    json.flush();
                });
            } finally {
                if (!lines) {
                    json.writeEndArray();
                    json.writeRaw('\n');
                }
                json.close();
                target.flush();
            }
        }
    }
}
