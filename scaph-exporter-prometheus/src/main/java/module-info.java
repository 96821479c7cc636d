import org.jspecify.annotations.NullMarked;

/** The exporters prometheus and prometheus-push, and an HTTP endpoint for an application. */
@NullMarked
// Spring's bcrypt has no module descriptor.
@SuppressWarnings("requires-automatic")
module io.scaph.exporter.prometheus {
    requires com.fasterxml.jackson.core;
    requires transitive io.scaph.prometheus;
    requires org.slf4j;
    requires org.snakeyaml.engine.v2;
    requires spring.security.crypto;
    requires static org.jspecify;

    exports io.scaph.exporter.prometheus;

    provides io.scaph.api.spi.ExporterProvider with
            io.scaph.exporter.prometheus.PrometheusProvider,
            io.scaph.exporter.prometheus.PrometheusPushProvider;
}
