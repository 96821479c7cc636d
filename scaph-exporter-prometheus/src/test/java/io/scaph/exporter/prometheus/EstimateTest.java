package io.scaph.exporter.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaph.api.Monitor;
import io.scaph.prometheus.MetricSchema;
import io.scaph.testkit.VirtualClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How certain an estimate is. */
@Timeout(30)
class EstimateTest {
    private final VirtualClock clock = new VirtualClock();

    @Test
    void theSchemaScaphandreHasBothEndsInMicrowatts() throws Exception {
        try (Monitor monitor = Machines.estimated(clock).monitor()) {
            assertThat(Scrapes.afterOneSecond(clock, monitor, MetricSchema.SCAPHANDRE))
                    .contains("\nscaph_host_power_low_microwatts 40000000\n")
                    .contains("\nscaph_host_power_high_microwatts 100000000\n")
                    .containsPattern("\nscaph_domain_power_low_microwatts\\{.*} 40000000\n")
                    .contains("\"lowWatts\":40");
        }
    }

    @Test
    void semconvHasBothEndsInWatts() throws Exception {
        try (Monitor monitor = Machines.estimated(clock).monitor()) {
            assertThat(Scrapes.afterOneSecond(clock, monitor, MetricSchema.SEMCONV))
                    .contains("\nscaph_host_power_low_watts 40\n")
                    .contains("\nscaph_host_power_high_watts 100\n")
                    .containsPattern("\nscaph_domain_power_high_watts\\{.*} 100\n");
        }
    }

    @Test
    void whatIsMeasuredHasNoInterval() throws Exception {
        try (Monitor monitor = Machines.twoSockets(clock).monitor()) {
            assertThat(Scrapes.afterOneSecond(clock, monitor, MetricSchema.SEMCONV))
                    .doesNotContain("_low_")
                    .doesNotContain("lowWatts");
        }
    }
}
