package io.scaph.prometheus;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.scaph.api.Monitor;
import io.scaph.api.spi.HostRoots;
import io.scaph.prometheus.internal.exposition.ClientSink;
import io.scaph.prometheus.internal.publishing.Content;
import io.scaph.prometheus.internal.publishing.Following;
import io.scaph.prometheus.internal.schema.Schema;

/**
 * Energy in the registry of an application, beside its own metrics:
 *
 * <pre>{@code
 * Monitor monitor = Monitor.open();
 * PrometheusRegistry.defaultRegistry.register(ScaphCollector.open(monitor, MetricSchema.SEMCONV));
 * }</pre>
 *
 * <p>To collect waits for no tick: it tells what the last one knew, and power is over that tick, whoever asks and when. In
 * the schema {@link MetricSchema#SCAPHANDRE} most counters have no type: the official client would add {@code _total} to
 * their names. Safe for use by several threads.
 */
public final class ScaphCollector implements MultiCollector, AutoCloseable {
    private final Following following;

    private ScaphCollector(Following following) {
        this.following = following;
    }

    /**
     * Begins to follow a monitor, with a line for each of the busiest thousand processes.
     *
     * @param monitor what to collect from; the caller closes it, after this
     * @param schema the names of the metrics
     * @return a collector to register
     */
    public static ScaphCollector open(Monitor monitor, MetricSchema schema) {
        return open(monitor, schema, Content.DEFAULT_MOST);
    }

    /**
     * Begins to follow a monitor.
     *
     * @param monitor what to collect from; the caller closes it, after this
     * @param schema the names of the metrics
     * @param mostProcesses how many processes have a line of their own; all others share one
     * @return a collector to register
     * @throws IllegalArgumentException if that is below 0
     */
    public static ScaphCollector open(Monitor monitor, MetricSchema schema, int mostProcesses) {
        if (mostProcesses < 0) {
            throw new IllegalArgumentException("open with mostProcesses " + mostProcesses + ": must be 0 or more");
        }
        return new ScaphCollector(new Following(
                monitor,
                new Content(
                        Schema.of(schema.label()).orElseThrow(),
                        mostProcesses,
                        Content.DEFAULT_GROUPS,
                        HostRoots.STANDARD)));
    }

    @Override
    public MetricSnapshots collect() {
        ClientSink sink = new ClientSink();
        following.publication().tell(sink);
        return sink.finish();
    }

    /** Stops following; collects the last known from then on. */
    @Override
    public void close() {
        following.close();
    }
}
