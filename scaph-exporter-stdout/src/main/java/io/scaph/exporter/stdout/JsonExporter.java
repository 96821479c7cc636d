package io.scaph.exporter.stdout;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import io.scaph.api.snapshot.SnapshotReader;
import io.scaph.api.spi.Exporter;
import io.scaph.api.workload.WorkloadDetail;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

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
record JsonExporter(
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
