package io.scaph.api.spi;

import io.scaph.api.snapshot.SnapshotReader;
import java.io.IOException;
import java.util.Set;

/**
 * Publishes what is known. Reads snapshots at its own pace; nothing that it does holds up the monitor or changes what
 * another exporter sees.
 */
public interface Exporter extends AutoCloseable {
    /**
     * What it wants to know of processes; asked once, before the monitor starts.
     *
     * @return the details; none unless overridden
     */
    default Set<WorkloadDetail> details() {
        return Set.of();
    }

    /**
     * Publishes until it is done or its thread is interrupted, which is how it is told to stop: then it completes its
     * output within a moment and returns. Runs on a thread of its own.
     *
     * @param snapshots what there is to publish; closed by the caller
     * @throws IOException if it can't publish any more; the message names the thing
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
