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
import java.util.concurrent.TimeUnit;

/** Writes a line for each step: the time, the power of the host in W, its energy since the start in J, and the quality. */
record CsvExporter(OutputStream output, long stepSeconds, long timeoutSeconds, String separator) implements Exporter {
    @Override
    public void run(SnapshotReader snapshots) throws IOException {
        print("time", "watts", "joules", "quality");
        try {
            Snapshot start = snapshots.latest();
            Snapshot from = start;
            for (long seconds = stepSeconds; seconds <= timeoutSeconds; seconds += stepSeconds) {
                // Every deadline counts from the start, so that steps do not drift.
                Snapshot to = snapshots.awaitUntil(start.nanoTime() + TimeUnit.SECONDS.toNanos(seconds));
                // Unknown is empty, never 0.
                OptionalDouble watts = Interval.between(from, to).host().power();
                print(
                        to.time().toString(),
                        watts.isPresent() ? number(watts.getAsDouble()) : "",
                        number(to.host().joules()),
                        to.quality().name());
                from = to;
            }
        } catch (InterruptedException e) {
            // The request to end: Ctrl-C, or the application closes the exporter.
            Thread.currentThread().interrupt();
        }
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }

    private void print(String... values) throws IOException {
        output.write((String.join(separator, values) + "\n").getBytes(StandardCharsets.UTF_8));
        output.flush();
    }
}
