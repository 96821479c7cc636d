package io.scaph.prometheus.internal.publishing;

import io.scaph.api.Monitor;
import io.scaph.api.internal.thread.BackgroundThreads;
import io.scaph.api.snapshot.SnapshotReader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A publication in an application: a daemon thread follows the monitor for it. */
public final class Following implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(Following.class);

    private final SnapshotReader snapshots;
    private final Publication publication;
    private final Thread thread;

    /**
     * Starts to follow.
     *
     * @param monitor the monitor
     * @param content what to publish
     */
    public Following(Monitor monitor, Content content) {
        snapshots = monitor.reader();
        publication = new Publication(snapshots, content);
        thread = BackgroundThreads.start("scaph-prometheus", this::follow);
    }

    private void follow() {
        try {
            publication.follow(view -> LOGGER.trace("tick {}", view.now().sequence()));
        } catch (InterruptedException e) {
            LOGGER.debug("told to stop", e);
        }
    }

    /**
     * Returns what is published.
     *
     * @return the publication
     */
    public Publication publication() {
        return publication;
    }

    @Override
    public void close() {
        thread.interrupt();
        publication.close();
        snapshots.close();
    }
}
