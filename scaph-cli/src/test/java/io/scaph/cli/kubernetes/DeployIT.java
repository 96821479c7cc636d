package io.scaph.cli.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.scaph.cli.program.Program;
import io.scaph.cli.program.Server;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules and dashboards in deploy/ fit the metrics of scaph. Needs root. */
@SuppressWarnings("try") // a node that runs is enough
@Timeout(300)
class DeployIT {
    private static final Path DEPLOY = Path.of("..", "deploy").toAbsolutePath().normalize();
    private static final Pattern EXPRESSION = Pattern.compile("(?m)^ +(- )?expr: (.*)$");
    private static final Pattern RECORD = Pattern.compile("(?m)^ +- record: (.*)$");
    private static final Pattern CONDITION = Pattern.compile(" (==|>|<) [0-9.]+$");

    @TempDir
    Path directory;

    @BeforeAll
    static void needed() {
        Server.requireProgram("prometheus");
        Server.requireProgram("promtool");
    }

    private static String read(String file) throws IOException {
        return Files.readString(DEPLOY.resolve(file));
    }

    private static List<String> all(Pattern pattern, int group, String text) {
        List<String> found = new ArrayList<>();
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            found.add(matcher.group(group));
        }
        assertThat(found).isNotEmpty();
        return found;
    }

    /** The queries of the dashboard for a schema, each with every panel's own variables filled in. */
    private static List<String> dashboard(String suffix) throws IOException {
        List<String> expressions = new ArrayList<>();
        JsonNode dashboard = new ObjectMapper().readTree(read("grafana/scaph" + suffix + ".json"));
        for (JsonNode panel : dashboard.at("/panels")) {
            for (JsonNode target : panel.at("/targets")) {
                expressions.add(target.at("/expr")
                        .asText()
                        .replace("$__rate_interval", "10s")
                        .replace("$__range", "10s")
                        .replace("$instance", ".*")
                        .replace("$job", ".*"));
            }
        }
        assertThat(expressions).hasSizeGreaterThan(15);
        return expressions;
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-semconv"})
    void everyQueryOfTheDashboardAndTheRulesReturnsData(String suffix) throws Exception {
        String schema = suffix.isEmpty() ? "scaphandre" : "semconv";
        List<HasMetadata> objects = Manifests.typed(Manifests.kustomize("overlays/names"));
        try (SimulatedNode node = new SimulatedNode(directory);
                Pod scaph = Pod.start(directory, node, objects, "--users", "--schema", schema);
                Server prometheus = prometheus(suffix, scaph.server().port())) {
            List<String> expressions = new ArrayList<>(dashboard(suffix));
            expressions.addAll(all(RECORD, 1, read("prometheus/scaph-recording" + suffix + ".yml")));
            for (String alert : all(EXPRESSION, 2, read("prometheus/scaph-alerts" + suffix + ".yml"))) {
                expressions.add(CONDITION
                        .matcher(alert)
                        .replaceFirst("")
                        .replace(" == 0", "")
                        .replace("quality=\"estimated\"", "quality=\"measured\""));
            }
            for (String expression : expressions) {
                awaitData(prometheus, expression);
            }
            awaitData(prometheus, "job:scaph_host_watts:sum > 90 < 145");
            assertThat(prometheus.query("up{job='scaph', instance='127.0.0.1'}"))
                    .hasSize(1);
            assertThat(prometheus.get("/api/v1/alerts"))
                    .doesNotContain("\"firing\"")
                    .doesNotContain("ScaphDomainUnknown");
        }
    }

    /** The line of a process counts from 15 s on, the name of a pod comes later, and a rate needs its whole range. */
    private static void awaitData(Server prometheus, String expression) throws Exception {
        for (int i = 0; i < 120 && prometheus.query(expression).isEmpty(); i++) {
            Thread.sleep(500);
        }
        assertThat(prometheus.query(expression)).as(expression).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-semconv"})
    void topPanelsChooseTheirSeriesOnceForTheWholeRange(String suffix) throws Exception {
        JsonNode dashboard = new ObjectMapper().readTree(read("grafana/scaph" + suffix + ".json"));
        for (JsonNode panel : dashboard.at("/panels")) {
            for (JsonNode target : panel.at("/targets")) {
                String expression = target.at("/expr").asText();
                if (expression.contains("topk(") && !target.at("/instant").asBoolean()) {
                    assertThat(expression).containsPattern("and topk\\(10, .*\\[\\$__range] @ end\\(\\)");
                }
                assertThat(panel.at("/interval").isMissingNode())
                        .as("%s: an interval", expression)
                        .isEqualTo(!expression.contains("$__rate_interval")
                                && target.at("/instant").asBoolean());
            }
        }
    }

    private Server prometheus(String suffix, int target) throws Exception {
        int port = Server.freePort();
        Path home = Files.createTempDirectory(directory, "prometheus");
        String recording = "scaph-recording" + suffix + ".yml";
        String alerts = "scaph-alerts" + suffix + ".yml";
        Files.writeString(
                home.resolve(recording),
                read("prometheus/" + recording)
                        .replace("interval: 30s", "interval: 1s")
                        .replace("[2m]", "[10s]"));
        Files.writeString(home.resolve(alerts), read("prometheus/" + alerts));
        Files.writeString(
                home.resolve("prometheus.yml"),
                read("prometheus/scrape.yml")
                        .replace("localhost:8080", "127.0.0.1:" + target)
                        .replace("- scaph-recording.yml", "- " + recording)
                        .replace("- scaph-alerts.yml", "- " + alerts)
                        .replace("scrape_interval: 15s", "scrape_interval: 1s\n    scrape_timeout: 1s"));
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
    void promtoolFindsNoFaultInRulesAndScrapeConfiguration() throws Exception {
        Path prometheus = DEPLOY.resolve("prometheus");
        Program.run(prometheus, List.of("promtool", "check", "config", "scrape.yml"));
        Program.run(
                prometheus,
                List.of("promtool", "check", "rules", "scaph-recording-semconv.yml", "scaph-alerts-semconv.yml"));
    }

    @Test
    void theRulesDoWhatTheirTextSays() throws Exception {
        for (String file : List.of("scaph-recording.yml", "scaph-alerts.yml")) {
            Files.copy(DEPLOY.resolve("prometheus").resolve(file), directory.resolve(file));
        }
        try (InputStream tests = DeployIT.class.getResourceAsStream("rules.test.yml")) {
            Files.copy(Objects.requireNonNull(tests), directory.resolve("rules.test.yml"));
        }
        Program.run(directory, List.of("promtool", "test", "rules", "rules.test.yml"));
    }

    @Test
    void everyFileThatIsMadeFromOthersIsUpToDate() throws Exception {
        Program.run(directory, List.of(Manifests.DEPLOY.resolve("generate").toString(), directory.toString()));
        try (Stream<Path> made = Files.walk(directory)) {
            List<Path> files = made.filter(Files::isRegularFile).toList();
            assertThat(files)
                    .hasSizeGreaterThan(5)
                    .allSatisfy(file -> assertThat(Manifests.DEPLOY.resolve(directory.relativize(file)))
                            .as("run deploy/generate")
                            .hasSameTextualContentAs(file));
        }
    }

    @Test
    void aRefusedSystemCallDoesNotEndTheService() throws Exception {
        // systemd's other way of refusing is to kill; perf_event_open(2), asked where the counters are closed, is
        // refused.
        assertThat(read("systemd/scaph.service"))
                .contains("\nSystemCallFilter=")
                .contains("\nSystemCallErrorNumber=EPERM\n");
    }
}
