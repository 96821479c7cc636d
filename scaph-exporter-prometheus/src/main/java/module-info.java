import org.jspecify.annotations.NullMarked;

/** The exporters prometheus and prometheus-push. */
@NullMarked
// The official client and Spring's bcrypt have no module descriptors.
@SuppressWarnings({"requires-automatic", "requires-transitive-automatic"})
module io.scaph.exporter.prometheus {
    requires transitive io.prometheus.metrics.model;
    requires transitive io.scaph.api;
    requires org.slf4j;
    requires org.snakeyaml.engine.v2;
    requires spring.security.crypto;
    requires static org.jspecify;

    exports io.scaph.exporter.prometheus;

    provides io.scaph.api.spi.ExporterProvider with
            io.scaph.exporter.prometheus.PrometheusProvider,
            io.scaph.exporter.prometheus.PrometheusPushProvider;
}
