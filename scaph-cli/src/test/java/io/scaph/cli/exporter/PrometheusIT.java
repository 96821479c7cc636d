package io.scaph.cli.exporter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.scaph.cli.program.Scaph;
import io.scaph.cli.program.Server;
import io.scaph.testkit.PowercapSimulator;
import io.scaph.testkit.SimulatedZone;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Known watts, through scaph, to the servers that people run. */
@SuppressWarnings("try") // a simulator that runs is enough
@Timeout(180)
class PrometheusIT {
    private static final double MICRO = 1e6;
    private static final long RUN_MILLIS = 32_000;

    /** What is scraped is up to a tick old, at the beginning of the range as at its end: over 75 s that is 1.3 %. */
    private static final long LONG_RUN_MILLIS = 82_000;

    @TempDir
    Path directory;

    @BeforeAll
    static void needed() {
        Server.requireProgram("prometheus");
        Server.requireProgram("promtool");
        Server.requireProgram("prometheus-pushgateway");
        Server.requireProgram("prometheus-node-exporter");
    }

    private PowercapSimulator machine() throws IOException {
        return PowercapSimulator.start(
                Files.createDirectory(directory.resolve("sys")),
                List.of(
                        SimulatedZone.of("intel-rapl:0", "package-1", 60).wrappingAfter(25),
                        SimulatedZone.of("intel-rapl:0:0", "dram", 7.5),
                        SimulatedZone.of("intel-rapl:0:1", "core", 40),
                        SimulatedZone.of("intel-rapl:1", "package-0", 32.5)));
    }

    private Server scaph(String... options) throws Exception {
        return Server.scaph(directory, directory.resolve("sys"), options);
    }

    private Server prometheus(String interval, int... targets) throws Exception {
        int port = Server.freePort();
        Path home = Files.createTempDirectory(directory, "prometheus");
        StringBuilder addresses = new StringBuilder();
        for (int target : targets) {
            addresses
                    .append(addresses.length() == 0 ? "" : ", ")
                    .append("'127.0.0.1:")
                    .append(target)
                    .append("'");
        }
        Files.writeString(home.resolve("prometheus.yml"), """
                global: {scrape_interval: %s, scrape_timeout: %s}
                scrape_configs:
                  - job_name: scaph
                    honor_labels: true
                    static_configs: [{targets: [%s]}]
                """.formatted(interval, interval, addresses));
        return Server.start(
                home,
                port,
                "/-/ready",
                List.of(
                        "prometheus",
                        "--config.file=" + home.resolve("prometheus.yml"),
                        "--storage.tsdb.path=" + home.resolve("data"),
                        "--web.listen-address=127.0.0.1:" + port));
    }

    @Test
    void twoServersAtDifferentPacesBothComeToTheTrueWattsAcrossAWrap() throws Exception {
        try (PowercapSimulator machine = machine();
                Server scaph = scaph();
                Server fast = prometheus("300ms", scaph.port());
                Server slow = prometheus("3s", scaph.port())) {
            Thread.sleep(LONG_RUN_MILLIS);

            for (Server server : List.of(fast, slow)) {
                double watts = server.number("rate(scaph_host_energy_microjoules[75s])") / MICRO;
                assertThat(watts).isCloseTo(100, Percentage.withPercentage(2));
                assertThat(server.number("scaph_host_power_microwatts") / MICRO)
                        .isCloseTo(100, Percentage.withPercentage(5));
                assertThat(server.number("rate(scaph_socket_energy_microjoules{socket_id='1'}[75s])") / MICRO)
                        .isCloseTo(60, Percentage.withPercentage(2));
                // What the families add up to: lines come and go, and a rate sees a line from its second scrape on.
                assertThat(server.number("(sum(rate(scaph_process_energy_microjoules[75s])) + "
                                        + "sum(rate(scaph_idle_energy_microjoules[75s])) + "
                                        + "sum(rate(scaph_unattributed_energy_microjoules[75s])))")
                                / MICRO)
                        .isCloseTo(100, Percentage.withPercentage(5));
                assertThat(server.number("sum(scaph_process_energy_microjoules) + sum(scaph_ended_energy_microjoules)"
                                + " + sum(scaph_idle_energy_microjoules) + sum(scaph_unattributed_energy_microjoules)"
                                + " - sum(scaph_host_energy_microjoules)"))
                        .isZero();
                assertThat(server.number("min(max_over_time(up[9s]))")).isEqualTo(1);
            }
            assertThat(scaph.points("/metrics"))
                    .containsEntry(
                            "scaph_domain_corrections_total{socket_id=\"1\",domain_id=\"package-1\",domain_name=\"package\",domain=\"package-1\",event=\"wrap\"}",
                            1.0);
        }
    }

    @Test
    void usersAddUpToTheProcessesThoughNoProcessIsPublished() throws Exception {
        try (PowercapSimulator machine = machine();
                Server scaph = scaph("--users", "--max-processes", "0")) {
            Thread.sleep(3_000);
            Map<String, Double> points = scaph.points("/metrics");

            assertThat(sum(points, "scaph_user_energy_microjoules"))
                    .isPositive()
                    .isEqualTo(sum(points, "scaph_process_energy_microjoules")
                            + sum(points, "scaph_ended_energy_microjoules"));
            assertThat(points.keySet())
                    .filteredOn(name -> name.startsWith("scaph_process_energy"))
                    .singleElement()
                    .asString()
                    .contains("pid=\"other\"");
        }
    }

    private static double sum(Map<String, Double> points, String family) {
        return points.entrySet().stream()
                .filter(point -> point.getKey().startsWith(family + "{")
                        || point.getKey().equals(family))
                .mapToDouble(Map.Entry::getValue)
                .sum();
    }

    @Test
    void promtoolHasNothingToSayOfTheSchemaSemconvAndNoErrorsInTheOther() throws Exception {
        try (PowercapSimulator machine = machine();
                Server scaph = scaph("--schema", "semconv", "--containers", "--users", "--qemu", "--cmdline")) {
            Thread.sleep(2_500);
            assertThat(promtool(scaph.get("/metrics"))).isEmpty();
        }
        try (PowercapSimulator machine = PowercapSimulator.start(
                        directory.resolve("sys"), List.of(SimulatedZone.of("intel-rapl:0", "package-0", 10)));
                Server scaph = scaph("--containers", "--users", "--qemu", "--cmdline")) {
            Thread.sleep(2_500);
            // Only what Scaphandre's own names bring with them.
            assertThat(promtool(scaph.get("/metrics")).lines())
                    .allSatisfy(line -> assertThat(line)
                            .containsAnyOf(
                                    "counter metrics should have \"_total\" suffix",
                                    "use base unit \"joules\" instead of \"microjoules\""));
        }
    }

    private String promtool(String metrics) throws Exception {
        Path file = Files.writeString(directory.resolve("metrics.txt"), metrics);
        Process process = new ProcessBuilder("promtool", "check", "metrics")
                .redirectInput(file.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        return said;
    }

    @Test
    void nodeExporterCountsTheSameJoules() throws Exception {
        int port = Server.freePort();
        try (PowercapSimulator machine = PowercapSimulator.start(
                        Files.createDirectory(directory.resolve("sys")),
                        List.of(
                                SimulatedZone.of("intel-rapl:0", "package-1", 60),
                                SimulatedZone.of("intel-rapl:0:0", "dram", 7.5),
                                SimulatedZone.of("intel-rapl:1", "package-0", 32.5)));
                Server scaph = scaph();
                Server node = Server.start(
                        directory,
                        port,
                        "/",
                        List.of(
                                "prometheus-node-exporter",
                                "--collector.disable-defaults",
                                "--collector.rapl",
                                "--path.sysfs=" + directory.resolve("sys"),
                                "--web.listen-address=127.0.0.1:" + port))) {
            Thread.sleep(2_000);
            double[] before = standing(machine, scaph, node);
            Thread.sleep(6_000);
            double[] after = standing(machine, scaph, node);

            double joules = after[0] - before[0];
            assertThat(joules).isGreaterThan(400);
            assertThat(after[1] - before[1]).isCloseTo(joules, within(1e-5));
        }
    }

    /** While counters stand still: what scaph and what node_exporter has counted, in joules. */
    private static double[] standing(PowercapSimulator machine, Server scaph, Server node) throws Exception {
        List<String> zones = List.of("intel-rapl:0", "intel-rapl:0:0", "intel-rapl:1");
        zones.forEach(machine::freeze);
        Thread.sleep(2_200);
        double ours = sum(scaph.points("/metrics"), "scaph_host_energy_microjoules") / MICRO;
        double theirs = sum(node.points("/metrics"), "node_rapl_package_joules_total")
                + sum(node.points("/metrics"), "node_rapl_dram_joules_total");
        zones.forEach(machine::thaw);
        return new double[] {ours, theirs};
    }

    @Test
    void pushedSeriesArriveAndTheirWattsAreTrue() throws Exception {
        int port = Server.freePort();
        try (PowercapSimulator machine = machine();
                Server gateway = Server.start(
                        directory,
                        port,
                        "/-/ready",
                        List.of("prometheus-pushgateway", "--web.listen-address=127.0.0.1:" + port));
                Server prometheus = prometheus("1s", port)) {
            Scaph scaph = Scaph.start(
                    directory,
                    List.of(
                            "-s",
                            "powercap",
                            "--path-sysfs",
                            directory.resolve("sys").toString(),
                            "prometheus-push",
                            "-p",
                            Integer.toString(port),
                            "-s",
                            "1",
                            "-j",
                            "energy"));
            Thread.sleep(RUN_MILLIS);
            double watts = prometheus.number("rate(scaph_host_energy_microjoules{job='energy'}[20s])") / MICRO;
            scaph.signal("TERM");
            scaph.await();

            // A tick, a push and a scrape may each be a second late.
            assertThat(watts).isCloseTo(100, Percentage.withPercentage(12));
            assertThat(prometheus.query("scaph_process_energy_microjoules{job='energy',instance!='',hostname!=''}"))
                    .isNotEmpty();
            assertThat(scaph.messages()).doesNotContain("did not arrive").doesNotContain("Exception");
        }
    }

    @Test
    void aGatewayThatIsAwayIsToldOnceAndServedWhenItIsThere() throws Exception {
        int port = Server.freePort();
        try (PowercapSimulator machine = machine()) {
            Scaph scaph = Scaph.start(
                    directory,
                    List.of(
                            "-s",
                            "powercap",
                            "--path-sysfs",
                            directory.resolve("sys").toString(),
                            "prometheus-push",
                            "-p",
                            Integer.toString(port),
                            "-s",
                            "1"));
            awaitMessage(scaph, "metrics did not arrive");
            Thread.sleep(2_000);
            try (Server gateway = Server.start(
                    directory,
                    port,
                    "/-/ready",
                    List.of("prometheus-pushgateway", "--web.listen-address=127.0.0.1:" + port))) {
                awaitMessage(scaph, "metrics arrive again");
                assertThat(gateway.get("/metrics")).contains("scaph_host_energy_microjoules{");
                scaph.signal("TERM");
                scaph.await();
            }
            assertThat(scaph.messages())
                    .containsOnlyOnce("metrics did not arrive")
                    .containsOnlyOnce("metrics arrive again")
                    .doesNotContain("\tat ");
        }
    }

    private static void awaitMessage(Scaph scaph, String part) throws Exception {
        for (int i = 0; i < 300 && !scaph.messages().contains(part); i++) {
            Thread.sleep(100);
        }
    }
}
