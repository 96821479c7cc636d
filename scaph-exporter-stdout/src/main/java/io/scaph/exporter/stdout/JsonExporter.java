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

/** Writes a report at each step, each flushed when it is whole. What is written is valid JSON however it ends. */
final class JsonExporter implements Exporter {
    private final Pace pace;
    private final JsonReport report;
    private final boolean resources;
    private final Set<WorkloadDetail> details;
    private final boolean lines;
    private final Optional<Path> file;
    private final OutputStream output;

    JsonExporter(
            Pace pace,
            JsonReport report,
            boolean resources,
            Set<WorkloadDetail> details,
            boolean lines,
            Optional<Path> file,
            OutputStream output) {
        this.pace = pace;
        this.report = report;
        this.resources = resources;
        this.details = details;
        this.lines = lines;
        this.file = file;
        this.output = output;
    }

    @Override
    public Set<WorkloadDetail> details() {
        return details;
    }

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
        // No blank between reports: each line brings its own end.
        json.setPrettyPrinter(new MinimalPrettyPrinter(""));
        ResourceUsage usage = resources ? new ResourceUsage(snapshots) : ResourceUsage.NOT_ASKED;
        try {
            if (!lines) {
                json.writeStartArray();
            }
            pace.run(snapshots, interval -> {
                report.write(json, interval, usage);
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

    @Override
    public void close() {
        // The file is closed where it is written, and the output is not ours.
    }
}
