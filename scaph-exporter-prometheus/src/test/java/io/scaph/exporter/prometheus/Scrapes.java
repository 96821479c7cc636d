package io.scaph.exporter.prometheus;

import io.scaph.api.Monitor;
import io.scaph.api.snapshot.SnapshotReader;
import io.scaph.prometheus.MetricSchema;
import io.scaph.testkit.VirtualClock;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** What an endpoint returns after one tick. */
final class Scrapes {
    private Scrapes() {}

    static String afterOneSecond(VirtualClock clock, Monitor monitor, MetricSchema schema) throws Exception {
        try (PrometheusEndpoint endpoint =
                        PrometheusEndpoint.builder().port(0).schema(schema).open(monitor);
                SnapshotReader ticks = monitor.reader()) {
            clock.advance(Duration.ofSeconds(1));
            long sequence = ticks.refresh().sequence();
            while (true) {
                String text = get(endpoint, "/metrics");
                if (text.contains("\nscaph_self_ticks_total " + (sequence + 1) + "\n")) {
                    return text + get(endpoint, "/page.json");
                }
                Thread.sleep(5);
            }
        }
    }

    private static String get(PrometheusEndpoint endpoint, String path) throws Exception {
        return new String(
                URI.create("http://127.0.0.1:" + endpoint.port() + path)
                        .toURL()
                        .openStream()
                        .readAllBytes(),
                StandardCharsets.UTF_8);
    }
}
