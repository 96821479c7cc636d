package io.scaph.exporter.prometheus;

import io.scaph.api.snapshot.SnapshotReader;
import io.scaph.api.spi.Exporter;
import io.scaph.api.workload.WorkloadDetail;
import io.scaph.exporter.prometheus.internal.push.Gateway;
import io.scaph.exporter.prometheus.internal.push.Pusher;
import io.scaph.prometheus.internal.exposition.Format;
import io.scaph.prometheus.internal.publishing.Publication;
import io.scaph.prometheus.internal.publishing.PublicationSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Pushes metrics until it is interrupted. */
final class PrometheusPushExporter implements Exporter {
    private static final Logger LOGGER = LoggerFactory.getLogger(PrometheusPushExporter.class);

    private final Gateway gateway;
    private final Duration step;
    private final PublicationSettings settings;
    private final Set<WorkloadDetail> details;

    PrometheusPushExporter(Gateway gateway, Duration step, PublicationSettings settings, Set<WorkloadDetail> details) {
        this.gateway = gateway;
        this.step = step;
        this.settings = settings;
        this.details = details;
    }

    @Override
    public Set<WorkloadDetail> details() {
        return details;
    }

    @Override
    public void run(SnapshotReader snapshots) {
        try (Publication publication = new Publication(snapshots, settings)) {
            publication.followInBackground(view -> {});
            LOGGER.info("metrics are pushed to {} every {} s", gateway.address(), step.toSeconds());
            new Pusher(() -> push(publication), gateway.address(), step, Pusher.PushClock.REAL).run();
        } catch (InterruptedException e) {
            LOGGER.debug("interrupted", e);
        }
    }

    private void push(Publication publication) throws IOException {
        if (!publication.isCurrent()) {
            throw new IOException(publication.trouble().orElse("nothing is measured"));
        }
        gateway.put(publication.text(Format.TEXT, false));
    }

    @Override
    public void close() {
        // run closes what it opens.
    }
}
