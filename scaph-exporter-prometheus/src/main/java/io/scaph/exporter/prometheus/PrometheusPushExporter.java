package io.scaph.exporter.prometheus;

import io.scaph.api.internal.thread.BackgroundThreads;
import io.scaph.api.snapshot.SnapshotReader;
import io.scaph.api.spi.Exporter;
import io.scaph.api.workload.WorkloadDetail;
import io.scaph.exporter.prometheus.internal.push.Gateway;
import io.scaph.exporter.prometheus.internal.push.Pusher;
import io.scaph.prometheus.internal.publishing.Content;
import io.scaph.prometheus.internal.publishing.Publication;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Pushes metrics until it is told to stop. */
final class PrometheusPushExporter implements Exporter {
    private static final Logger LOGGER = LoggerFactory.getLogger(PrometheusPushExporter.class);
    private static final long NANOS = 1_000_000_000;

    private final Gateway gateway;
    private final long stepSeconds;
    private final Content content;
    private final Set<WorkloadDetail> details;

    PrometheusPushExporter(Gateway gateway, long stepSeconds, Content content, Set<WorkloadDetail> details) {
        this.gateway = gateway;
        this.stepSeconds = stepSeconds;
        this.content = content;
        this.details = details;
    }

    @Override
    public Set<WorkloadDetail> details() {
        return details;
    }

    @Override
    public void run(SnapshotReader snapshots) {
        try (Publication publication = new Publication(snapshots, content)) {
            Thread follower = BackgroundThreads.start("scaph-prometheus", () -> follow(publication));
            LOGGER.info("metrics are pushed to {} every {} s", gateway.address(), stepSeconds);
            try {
                new Pusher(
                                text -> put(text, publication),
                                gateway.address(),
                                publication::copy,
                                stepSeconds * NANOS,
                                new RealTime())
                        .run();
            } finally {
                follower.interrupt();
            }
        } catch (InterruptedException e) {
            LOGGER.debug("told to stop", e);
        }
    }

    private void put(byte[] text, Publication publication) throws IOException {
        if (!publication.isCurrent()) {
            throw new IOException(publication.trouble().orElse("nothing is measured"));
        }
        gateway.put(text);
    }

    private static void follow(Publication publication) {
        try {
            publication.follow(view -> LOGGER.trace("tick {}", view.now().sequence()));
        } catch (InterruptedException e) {
            LOGGER.debug("told to stop", e);
        }
    }

    @Override
    public void close() {
        // Holds nothing open.
    }

    /** The time that passes. */
    private static final class RealTime implements Pusher.Time {
        @Override
        public long nanoTime() {
            return System.nanoTime();
        }

        @Override
        public void sleep(long nanos) throws InterruptedException {
            TimeUnit.NANOSECONDS.sleep(nanos);
        }
    }
}
