package io.scaph.api.spi;

import io.scaph.api.snapshot.SnapshotReader;
import io.scaph.api.workload.WorkloadDetail;
import java.io.IOException;
import java.util.Set;

/**
 * Publishes snapshots. An exporter reads them at its own pace. Nothing that it does delays the monitor or changes what another
 * exporter reads.
 */
public interface Exporter extends AutoCloseable {
    /**
     * Returns the details of processes that the exporter publishes. Called once, before the monitor is opened.
     *
     * @return the details; none unless overridden
     */
    default Set<WorkloadDetail> details() {
        return Set.of();
    }

    /**
     * Returns whether the exporter draws on the whole terminal. Messages on standard error then wait until it has ended.
     *
     * @return false unless overridden
     */
    default boolean drawsOnTerminal() {
        return false;
    }

    /**
     * Publishes until the exporter is done or its thread is interrupted. An interrupt is a request to stop: the exporter
     * completes its output without delay and returns. This method has a thread of its own.
     *
     * @param snapshots the reader of the snapshots to publish; the caller closes it
     * @throws IOException if the exporter can't publish any more; the message is for the user, and names the file or address
     */
    void run(SnapshotReader snapshots) throws IOException;

    /**
     * Releases what the exporter holds; nothing unless overridden. Does nothing the second time.
     *
     * @throws IOException if that fails
     */
    @Override
    default void close() throws IOException {}
}
