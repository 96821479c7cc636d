import org.jspecify.annotations.NullMarked;

/** Energy as Prometheus metrics, and a collector for the registry of an application. */
@NullMarked
// The official client has no module descriptor, and the modules of the qualified exports are compiled after this one.
@SuppressWarnings({"module", "requires-automatic", "requires-transitive-automatic"})
module io.scaph.prometheus {
    requires transitive io.prometheus.metrics.model;
    requires transitive io.scaph.api;
    requires org.slf4j;
    requires static org.jspecify;

    exports io.scaph.prometheus;

    // For the exporters, which publish the same metrics by HTTP.
    exports io.scaph.prometheus.internal.exposition to
            io.scaph.exporter.prometheus;
    exports io.scaph.prometheus.internal.publishing to
            io.scaph.exporter.prometheus;
    exports io.scaph.prometheus.internal.schema to
            io.scaph.exporter.prometheus;
    exports io.scaph.prometheus.internal.view to
            io.scaph.exporter.prometheus;
}
