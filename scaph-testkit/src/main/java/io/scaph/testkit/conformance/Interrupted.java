package io.scaph.testkit.conformance;

import io.scaph.api.snapshot.SnapshotReader;
import io.scaph.api.spi.Exporter;
import java.io.IOException;

/** An exporter that is told to stop before it has begun. */
record Interrupted(Exporter exporter) implements Exporter {
    @Override
    public void run(SnapshotReader snapshots) throws IOException {
        Thread.currentThread().interrupt();
        exporter.run(snapshots);
    }

    @Override
    public void close() throws IOException {
        exporter.close();
    }
}
