package io.scaph.exporter.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaph.api.Monitor;
import io.scaph.api.snapshot.SnapshotReader;
import io.scaph.testkit.VirtualClock;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How sure an estimate is. */
@Timeout(30)
class EstimateTest {
    private final VirtualClock clock = new VirtualClock();

    private String scrape(Monitor monitor, MetricSchema schema) throws Exception {
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

    @Test
    void scaphandresSchemaTellsBothEndsInMicrowatts() throws Exception {
        try (Monitor monitor = Machines.estimated(clock).monitor()) {
            assertThat(scrape(monitor, MetricSchema.SCAPHANDRE))
                    .contains("\nscaph_host_power_low_microwatts 40000000\n")
                    .contains("\nscaph_host_power_high_microwatts 100000000\n")
                    .containsPattern("\nscaph_domain_power_low_microwatts\\{.*} 40000000\n")
                    .contains("\"lowWatts\":40");
        }
    }

    @Test
    void semconvTellsBothEndsInWatts() throws Exception {
        try (Monitor monitor = Machines.estimated(clock).monitor()) {
            assertThat(scrape(monitor, MetricSchema.SEMCONV))
                    .contains("\nscaph_host_power_low_watts 40\n")
                    .contains("\nscaph_host_power_high_watts 100\n")
                    .containsPattern("\nscaph_domain_power_high_watts\\{.*} 100\n");
        }
    }

    @Test
    void whatIsMeasuredHasNoInterval() throws Exception {
        try (Monitor monitor = Machines.twoSockets(clock).monitor()) {
            assertThat(scrape(monitor, MetricSchema.SEMCONV))
                    .doesNotContain("_low_")
                    .doesNotContain("lowWatts");
        }
    }
}
