package io.scaph.exporter.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaph.api.workload.Container;
import io.scaph.api.workload.Job;
import io.scaph.api.workload.User;
import io.scaph.prometheus.MetricSchema;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Which metrics an endpoint has, in each schema and with each cut, and that they add up. */
class EndpointMetricsTest extends ScrapedEndpoint {
    private static Map<String, Double> points(String text) {
        return text.lines()
                .filter(line -> !line.startsWith("#"))
                .collect(Collectors.toMap(
                        line -> line.substring(0, line.lastIndexOf(' ')),
                        line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)),
                        (first, second) -> {
                            throw new AssertionError("a series is there twice");
                        },
                        HashMap::new));
    }

    @Test
    void beforeTheFirstTickThereAreTotalsAndNoPower() throws Exception {
        try (PrometheusEndpoint endpoint = open(MetricSchema.SCAPHANDRE)) {
            assertThat(text(endpoint))
                    .contains("scaph_host_energy_microjoules{value_source=\"simulation\"} 0\n")
                    .doesNotContain("_power_");
        }
    }

    @Test
    void scaphandresMetricsAreThereByTheirNamesAndAddUp() throws Exception {
        try (PrometheusEndpoint endpoint = open(MetricSchema.SCAPHANDRE)) {
            tick(endpoint);
            tick(endpoint);
            Map<String, Double> points = points(text(endpoint));

            assertThat(points)
                    .containsEntry("scaph_host_energy_microjoules{value_source=\"simulation\"}", 200e6)
                    .containsEntry("scaph_host_power_microwatts{value_source=\"simulation\"}", 100e6)
                    .containsEntry("scaph_socket_energy_microjoules{socket_id=\"1\"}", 80e6)
                    .containsEntry("scaph_socket_power_microwatts{socket_id=\"0\"}", 50e6)
                    .containsEntry(
                            "scaph_domain_power_microwatts{socket_id=\"0\",domain_id=\"1\",domain_name=\"dram\",domain=\"dram@0\"}",
                            10e6)
                    .containsEntry(
                            "scaph_process_power_consumption_microwatts{pid=\"20\",exe=\"/usr/bin/busy\",comm=\"busy\",since=\"1767225600\"}",
                            25e6)
                    .containsEntry(
                            "scaph_process_cpu_usage_percentage{pid=\"other\",exe=\"other\",comm=\"other\"}", 0.0)
                    .containsEntry("scaph_idle_power_microwatts", 62.5e6)
                    .containsEntry("scaph_idle_energy_microjoules", 125e6);
            assertThat(sum(points, "scaph_process_energy_microjoules")
                            + sum(points, "scaph_ended_energy_microjoules")
                            + sum(points, "scaph_idle_energy_microjoules")
                            + sum(points, "scaph_unattributed_energy_microjoules"))
                    .isEqualTo(200e6);
            assertThat(sum(points, "scaph_process_power_consumption_microwatts")
                            + sum(points, "scaph_idle_power_microwatts")
                            + sum(points, "scaph_unattributed_power_microwatts"))
                    .isEqualTo(100e6);
        }
    }

    private static double sum(Map<String, Double> points, String family) {
        return points.entrySet().stream()
                .filter(point -> point.getKey().replaceFirst("\\{.*", "").equals(family))
                .mapToDouble(Map.Entry::getValue)
                .sum();
    }

    @Test
    void whatIsUnknownIsAbsent() throws Exception {
        try (PrometheusEndpoint endpoint = open(MetricSchema.SCAPHANDRE)) {
            tick(endpoint);
            machine.readable("package-1", false);
            tick(endpoint);
            String text = text(endpoint);

            assertThat(text)
                    .doesNotContain("scaph_host_power_microwatts")
                    .doesNotContain("scaph_process_power_consumption")
                    .doesNotContain("scaph_socket_power_microwatts{socket_id=\"1\"}")
                    .contains("scaph_socket_power_microwatts{socket_id=\"0\"} 50000000\n")
                    .contains(
                            "scaph_domain_unknown_seconds{socket_id=\"1\",domain_id=\"package-1\",domain_name=\"package\",domain=\"package-1\"} 1\n");
        }
    }

    @Test
    void inTheOtherSchemaTheSumOfAFamilyIsTheHost() throws Exception {
        try (PrometheusEndpoint endpoint = open(MetricSchema.SEMCONV)) {
            tick(endpoint);
            Map<String, Double> points = points(text(endpoint));

            assertThat(sum(points, "hw_energy_joules_total")).isEqualTo(100);
            assertThat(sum(points, "hw_power_watts")).isEqualTo(100);
            assertThat(sum(points, "hw_host_power_watts")).isEqualTo(100);
            assertThat(points)
                    .containsEntry(
                            "scaph_hw_detail_energy_joules_total{hw_id=\"core@0\",hw_name=\"core\",hw_type=\"cpu\",hw_parent=\"package-0\"}",
                            30.0);
        }
    }

    /** Three containers: one is idle, and one has two processes of one user. */
    private void contain() {
        contain(20, "c1", "a.service", 1);
        contain(30, "c2", "b.service", 2);
        contain(1, "c3", "init.scope", 0);
        machine.run(40, "more", 1);
        contain(40, "c1", "c.service", 1);
    }

    private void contain(long pid, String container, String unit, long uid) {
        machine.describe(
                pid,
                process -> process.withContainer(Container.of(container, null, null))
                        .withUnit(unit)
                        .withUser(User.of(uid, null)));
    }

    @Test
    void aCutOfProcessesCutsNoContainersUnitsOrUsers() throws Exception {
        contain();
        try (PrometheusEndpoint endpoint = PrometheusEndpoint.builder()
                .port(0)
                .mostProcesses(0)
                .mostUnits(10)
                .open(monitor)) {
            tick(endpoint);
            Map<String, Double> points = points(text(endpoint));

            assertThat(points)
                    .containsEntry(
                            "scaph_process_energy_microjoules{pid=\"other\",exe=\"other\",comm=\"other\"}", 62.5e6)
                    .containsEntry("scaph_container_energy_microjoules{container_id=\"c1\"}", 50e6)
                    .containsEntry("scaph_container_energy_microjoules{container_id=\"c2\"}", 12.5e6)
                    .containsEntry("scaph_container_energy_microjoules{container_id=\"c3\"}", 0.0)
                    .containsEntry(
                            "scaph_container_energy_microjoules{container_id=\"other\",container_names=\"other\"}", 0.0)
                    .containsEntry("scaph_unit_energy_microjoules{unit=\"a.service\"}", 25e6)
                    .containsEntry("scaph_unit_energy_microjoules{unit=\"other\"}", 0.0)
                    .containsEntry("scaph_user_energy_microjoules{uid=\"1\"}", 50e6)
                    .containsEntry("scaph_user_energy_microjoules{uid=\"other\",user=\"other\"}", 0.0)
                    .containsEntry("scaph_containers_without_line", 0.0)
                    .containsEntry("scaph_container_ended_energy_microjoules", 0.0);
            assertThat(points.keySet().stream().filter(name -> name.startsWith("scaph_process_")))
                    .allMatch(name -> name.contains("pid=\"other\""));
        }
    }

    @Test
    void aCutOfGroupsLeavesTheBusiestAndTheirSums() throws Exception {
        contain();
        for (MetricSchema schema : MetricSchema.values()) {
            try (PrometheusEndpoint endpoint = PrometheusEndpoint.builder()
                    .port(0)
                    .schema(schema)
                    .mostContainers(1)
                    .mostUnits(1)
                    .mostUsers(0)
                    .open(monitor)) {
                double unit = schema == MetricSchema.SEMCONV ? 1 : 1e6;
                String suffix = schema == MetricSchema.SEMCONV ? "_energy_joules_total" : "_energy_microjoules";
                tick(endpoint);
                tick(endpoint);
                Map<String, Double> points = points(text(endpoint));
                double processes = sum(points, "scaph_process" + suffix) + sum(points, "scaph_ended" + suffix);

                assertThat(processes).isPositive();
                for (String kind : List.of("container", "unit", "user")) {
                    assertThat(sum(points, "scaph_" + kind + suffix) + sum(points, "scaph_" + kind + "_ended" + suffix))
                            .as(kind)
                            .isEqualTo(processes, Offset.offset(unit / 1e6));
                }
                assertThat(points)
                        .containsEntry("scaph_containers_without_line", 2.0)
                        .containsEntry("scaph_users_without_line", 3.0);
                assertThat(points.keySet()).anyMatch(name -> name.matches("scaph_container" + suffix + ".*\"c1\".*"));
            }
        }
    }

    @Test
    void aJobHasATotalAndLabelsItsProcessesInEverySchema() throws Exception {
        machine.describe(20, process -> process.withJob(Job.of("123", "slurm")));
        for (MetricSchema schema : MetricSchema.values()) {
            try (PrometheusEndpoint endpoint = open(schema)) {
                String suffix = schema == MetricSchema.SEMCONV ? "_energy_joules_total" : "_energy_microjoules";
                String labels = "batch_job=\"123\",batch_scheduler=\"slurm\"";
                tick(endpoint);
                Map<String, Double> points = points(text(endpoint));

                assertThat(points.get("scaph_job" + suffix + "{" + labels + "}"))
                        .as(schema.name())
                        .isNotNull()
                        .isPositive();
                assertThat(points.keySet())
                        .filteredOn(name -> name.startsWith("scaph_process" + suffix) && name.contains(labels))
                        .hasSize(1);
            }
        }
    }

    @Test
    void unitsArePublishedOnlyOnRequest() throws Exception {
        contain();
        try (PrometheusEndpoint endpoint = open(MetricSchema.SCAPHANDRE)) {
            tick(endpoint);
            assertThat(text(endpoint)).contains("scaph_container_energy").doesNotContain("scaph_unit_energy");
        }
    }
}
