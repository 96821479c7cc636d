package io.scaph.exporter.prometheus;

import io.scaph.api.Monitor;
import io.scaph.api.snapshot.SnapshotReader;
import io.scaph.prometheus.MetricSchema;
import io.scaph.testkit.SimulatedMachine;
import io.scaph.testkit.VirtualClock;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;

/** Endpoints on a simulated machine, and what scrapers get from them. */
@Timeout(30)
abstract class ScrapedEndpoint {
    private final VirtualClock clock = new VirtualClock();
    final SimulatedMachine machine = Machines.twoSockets(clock);
    final Monitor monitor = machine.monitor();
    private final SnapshotReader ticks = monitor.reader();

    @AfterEach
    void close() {
        ticks.close();
        monitor.close();
    }

    PrometheusEndpoint open(MetricSchema schema) throws IOException {
        return PrometheusEndpoint.builder().port(0).schema(schema).open(monitor);
    }

    static HttpURLConnection request(PrometheusEndpoint endpoint, String path) throws IOException {
        return (HttpURLConnection)
                URI.create("http://127.0.0.1:" + endpoint.port() + path).toURL().openConnection();
    }

    static String text(PrometheusEndpoint endpoint) throws IOException {
        return new String(request(endpoint, "/metrics").getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    /** A second passes, and the endpoint has seen it. */
    void tick(PrometheusEndpoint endpoint) throws Exception {
        clock.advance(Duration.ofSeconds(1));
        long sequence = ticks.refresh().sequence();
        while (!text(endpoint).contains("\nscaph_self_ticks_total " + (sequence + 1) + "\n")) {
            Thread.sleep(5);
        }
    }
}
