package io.scaph.prometheus;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.scaph.api.Monitor;
import io.scaph.api.snapshot.SnapshotReader;
import io.scaph.api.spi.HostRoots;
import io.scaph.prometheus.internal.exposition.ClientSink;
import io.scaph.prometheus.internal.publishing.Publication;
import io.scaph.prometheus.internal.publishing.PublicationSettings;
import io.scaph.prometheus.internal.schema.Schema;

/**
 * Adds energy to the registry of an application, next to its own metrics:
 *
 * <pre>{@code
 * Monitor monitor = Monitor.open();
 * PrometheusRegistry.defaultRegistry.register(ScaphCollector.open(monitor, MetricSchema.SEMCONV));
 * }</pre>
 *
 * <p>Collecting never waits for a tick: it returns the values of the last tick, and power is the average over that tick. In the
 * schema {@link MetricSchema#SCAPHANDRE} most counters have no type, because the official client would add {@code _total} to
 * their names. Safe for use by several threads.
 */
public final class ScaphCollector implements MultiCollector, AutoCloseable {
    private final SnapshotReader snapshots;
    private final Publication publication;

    private ScaphCollector(Monitor monitor, PublicationSettings settings) {
        snapshots = monitor.reader();
        publication = new Publication(snapshots, settings);
        publication.followInBackground(view -> {});
    }

    /**
     * Starts to follow a monitor, with a line for each of the 1,000 busiest processes.
     *
     * @param monitor what to collect from; the caller closes it, after this
     * @param schema the names of the metrics
     * @return a collector to register
     */
    public static ScaphCollector open(Monitor monitor, MetricSchema schema) {
        return open(monitor, schema, PublicationSettings.DEFAULT_MOST);
    }

    /**
     * Starts to follow a monitor.
     *
     * @param monitor what to collect from; the caller closes it, after this
     * @param schema the names of the metrics
     * @param mostProcesses how many processes have their own line; all others share one
     * @return a collector to register
     * @throws IllegalArgumentException if {@code mostProcesses} is below 0
     */
    public static ScaphCollector open(Monitor monitor, MetricSchema schema, int mostProcesses) {
        if (mostProcesses < 0) {
            throw new IllegalArgumentException("mostProcesses must be 0 or more, not " + mostProcesses);
        }
        return new ScaphCollector(
                monitor,
                new PublicationSettings(
                        Schema.of(schema.label()),
                        mostProcesses,
                        PublicationSettings.DEFAULT_GROUPS,
                        HostRoots.STANDARD));
    }

    @Override
    public MetricSnapshots collect() {
        ClientSink sink = new ClientSink();
        publication.write(sink);
        return sink.finish();
    }

    /** Stops following the monitor. After that it returns no metrics. The monitor stays open. */
    @Override
    public void close() {
        publication.close();
        snapshots.close();
    }
}
