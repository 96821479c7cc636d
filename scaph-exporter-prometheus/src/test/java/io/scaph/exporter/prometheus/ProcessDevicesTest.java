package io.scaph.exporter.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaph.api.Monitor;
import io.scaph.prometheus.MetricSchema;
import io.scaph.testkit.SimulatedMachine;
import io.scaph.testkit.VirtualClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The energy of GPUs, and the part of it that each process used. */
@Timeout(30)
class ProcessDevicesTest {
    private final VirtualClock clock = new VirtualClock();

    private String scrape(SimulatedMachine machine, MetricSchema schema) throws Exception {
        try (Monitor monitor = machine.monitor()) {
            return Scrapes.afterOneSecond(clock, monitor, schema);
        }
    }

    @Test
    void withAGpuEachLineShowsItsPart() throws Exception {
        assertThat(scrape(Machines.withGpu(clock), MetricSchema.SCAPHANDRE))
                .containsPattern("\nscaph_process_energy_microjoules\\{pid=\"1\".*} 150000000\n")
                .containsPattern("\nscaph_process_device_energy_microjoules\\{pid=\"1\".*} 100000000\n")
                .containsPattern("\nscaph_process_device_energy_microjoules\\{pid=\"other\".*} 0\n");
        assertThat(scrape(Machines.withGpu(clock), MetricSchema.SEMCONV))
                .containsPattern("\nscaph_process_device_energy_joules_total\\{process_pid=\"1\".*} 100\n");
    }

    @Test
    void withoutAGpuThereAreNoColumnsOfZeroes() throws Exception {
        assertThat(scrape(Machines.twoSockets(clock), MetricSchema.SCAPHANDRE)).doesNotContain("_device_energy_");
        assertThat(scrape(Machines.twoSockets(clock), MetricSchema.SEMCONV)).doesNotContain("_device_energy_");
    }

    @Test
    void inTheSchemaScaphandreAGpuHasItsOwnSeries() throws Exception {
        assertThat(scrape(Machines.withGpu(clock), MetricSchema.SCAPHANDRE))
                .containsPattern(
                        "\nscaph_device_energy_microjoules\\{.*domain_name=\"gpu\",domain=\"gpu.*\"} 200000000\n")
                .containsPattern(
                        "\nscaph_device_power_microwatts\\{.*domain_name=\"gpu\",domain=\"gpu.*\"} 200000000\n");
    }
}
