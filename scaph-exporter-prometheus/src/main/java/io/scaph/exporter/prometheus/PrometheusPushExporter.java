package io.scaph.exporter.prometheus;

import io.scaph.api.internal.thread.BackgroundThreads;
import io.scaph.api.snapshot.SnapshotReader;
import io.scaph.api.spi.Exporter;
import io.scaph.api.spi.NanoClock;
import io.scaph.api.workload.WorkloadDetail;
import io.scaph.prometheus.internal.exposition.Format;
import io.scaph.prometheus.internal.publishing.Publication;
import io.scaph.prometheus.internal.publishing.PublicationSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Pushes metrics until it is interrupted. */
record PrometheusPushExporter(Gateway gateway, Duration step, PublicationSettings settings, Set<WorkloadDetail> details)
        implements Exporter {
    private static final Logger LOGGER = LoggerFactory.getLogger(PrometheusPushExporter.class);

    /** Longer than a push to a gateway that does not respond. */
    private static final long LAST_PUSH_MILLIS = 12_000;

    @Override
    public void run(SnapshotReader snapshots) {
        try (Publication publication = new Publication(snapshots, settings)) {
            LOGGER.info("metrics are pushed to {} every {} s", gateway.address(), step.toSeconds());
            Pusher pusher = new Pusher(() -> push(snapshots, publication), gateway.address(), step, NanoClock.SYSTEM);
            Thread thread = BackgroundThreads.start("scaph-push", pusher);
            try {
                publication.follow(view -> {});
            } finally {
                // Only now, so that the last push contains the last tick.
                thread.interrupt();
                BackgroundThreads.join(thread, LAST_PUSH_MILLIS);
            }
        } catch (InterruptedException e) {
            LOGGER.debug("interrupted", e);
        }
    }

    private void push(SnapshotReader snapshots, Publication publication) throws IOException {
        if (!snapshots.isCurrent()) {
            throw new IOException(snapshots.trouble().orElse("nothing is measured"));
        }
        gateway.put(publication.text(Format.TEXT, true));
    }
}
