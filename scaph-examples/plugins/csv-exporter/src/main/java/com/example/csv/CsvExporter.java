package com.example.csv;

import io.scaph.api.snapshot.Interval;
import io.scaph.api.snapshot.Snapshot;
import io.scaph.api.snapshot.SnapshotReader;
import io.scaph.api.spi.Exporter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.OptionalDouble;

/** A line for each step: when, the power of the host in W, its energy since the start in J, and how certain that is. */
final class CsvExporter implements Exporter {
    private static final long NANOS = 1_000_000_000L;
    private static final double MICRO = 1e-6;

    private final OutputStream output;
    private final long stepSeconds;
    private final long timeoutSeconds;
    private final String separator;

    CsvExporter(OutputStream output, long stepSeconds, long timeoutSeconds, String separator) {
        this.output = output;
        this.stepSeconds = stepSeconds;
        this.timeoutSeconds = timeoutSeconds;
        this.separator = separator;
    }

    @Override
    public void run(SnapshotReader snapshots) throws IOException {
        print(String.join(separator, "time", "watts", "joules", "quality"));
        try {
            Snapshot from = snapshots.latest();
            long begin = from.nanoTime();
            for (long seconds = stepSeconds; seconds <= timeoutSeconds; seconds += stepSeconds) {
                // By the monitor's clock and from the beginning: no step is lost, and none drifts.
                Snapshot to = snapshots.awaitUntil(begin + seconds * NANOS);
                print(line(Interval.between(from, to)));
                from = to;
            }
        } catch (InterruptedException stop) {
            // How scaph tells an exporter to end: Ctrl-C, or the application closes it.
            Thread.currentThread().interrupt();
        }
    }

    private String line(Interval interval) {
        Snapshot now = interval.to();
        OptionalDouble watts = interval.host().power();
        return String.join(
                separator,
                now.time().toString(),
                // What is not known is left empty. It is never 0.
                watts.isPresent() ? String.format(Locale.ROOT, "%.3f", watts.getAsDouble()) : "",
                String.format(Locale.ROOT, "%.3f", now.host().energy().microjoules() * MICRO),
                now.quality().name());
    }

    private void print(String line) throws IOException {
        output.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        output.flush();
    }

    @Override
    public void close() {
        // Holds nothing: the output is not ours to close.
    }
}
