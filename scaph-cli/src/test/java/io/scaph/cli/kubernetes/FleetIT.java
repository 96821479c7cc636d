package io.scaph.cli.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.scaph.cli.program.Server;
import io.scaph.testkit.PowercapSimulator;
import io.scaph.testkit.SimulatedZone;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The configurations in docs/fleet.md, with real servers. */
@SuppressWarnings("try") // a simulator that runs is enough
@Timeout(180)
class FleetIT {
    private static final String RECORDED = "{__name__=~'.+:scaph_.+'}";

    @TempDir
    Path directory;

    @BeforeAll
    static void needed() {
        Server.requireProgram("prometheus");
    }

    /** The block of the page that starts with these words, without its indentation. */
    private static String block(String start) throws IOException {
        String page = Files.readString(Path.of("..", "docs", "fleet.md"));
        Matcher block = Pattern.compile("(?m)^ {7}" + Pattern.quote(start) + ".*(?:\n {7}.*)*")
                .matcher(page);
        assertThat(block.find()).as(start).isTrue();
        return block.group().replaceAll("(?m)^ {7}", "") + "\n";
    }

    @Test
    void federationAndRemoteWriteSendTheSameThreeSeriesOfAHost() throws Exception {
        Path sysfs = Files.createDirectory(directory.resolve("sys"));
        int site = Server.freePort();
        try (PowercapSimulator machine =
                        PowercapSimulator.start(sysfs, List.of(SimulatedZone.of("intel-rapl:0", "package-0", 60)));
                Server scaph = Server.scaph(directory, sysfs);
                Server store = prometheus(Server.freePort(), "", "--web.enable-remote-write-receiver");
                Server above = prometheus(Server.freePort(), above(site));
                Server below = site(site, scaph.port(), store.port())) {
            awaitNames(below, 5);
            Set<String> federated = awaitNames(above, 4);
            Set<String> written = awaitNames(store, 4);

            assertThat(federated)
                    .containsExactly(
                            "instance:scaph_host_watts:rate2m{scaph,127.0.0.1,a}",
                            "instance:scaph_idle_watts:rate2m{scaph,127.0.0.1,a}",
                            "instance:scaph_unattributed_watts:rate2m{scaph,127.0.0.1,a}",
                            "job:scaph_host_watts:sum{scaph,,a}");
            assertThat(written).isEqualTo(federated);
            // Nothing else, such as raw series, gets to the store.
            assertThat(store.query("{__name__=~'.+', __name__!~'.+:scaph_.+'}")).isEmpty();
        }
    }

    /** The configuration of the server above, for one site. */
    private static String above(int site) throws IOException {
        String job =
                block("- job_name: energy").replaceAll("\\[('site-[a-z]:9090'(, )?)+]", "['127.0.0.1:" + site + "']");
        return "global: {scrape_interval: 1s}\nscrape_configs:\n" + job;
    }

    /** A site's server: deploy/prometheus, and remote write as the page has it. */
    private Server site(int port, int target, int store) throws Exception {
        Path prometheus = Manifests.DEPLOY.resolve("prometheus");
        String scrape = Files.readString(prometheus.resolve("scrape.yml"))
                .replace("localhost:8080", "127.0.0.1:" + target)
                .replace("scrape_interval: 15s", "scrape_interval: 1s")
                .replace("- scaph-", "- " + directory + "/scaph-");
        Files.writeString(
                directory.resolve("scaph-recording.yml"),
                Files.readString(prometheus.resolve("scaph-recording.yml"))
                        .replace("interval: 30s", "interval: 1s")
                        .replace("[2m]", "[10s]"));
        Files.copy(prometheus.resolve("scaph-alerts.yml"), directory.resolve("scaph-alerts.yml"));
        return prometheus(
                port,
                block("global:")
                        + scrape
                        + block("remote_write:").replace("https://store.example", "http://127.0.0.1:" + store));
    }

    private Server prometheus(int port, String configuration, String... more) throws Exception {
        Path home = Files.createTempDirectory(directory, "prometheus");
        Files.writeString(home.resolve("prometheus.yml"), configuration);
        List<String> command = new ArrayList<>(List.of(
                "prometheus",
                "--config.file=" + home.resolve("prometheus.yml"),
                "--storage.tsdb.path=" + home.resolve("data"),
                "--web.listen-address=127.0.0.1:" + port));
        command.addAll(List.of(more));
        return Server.start(home, port, "/-/ready", command);
    }

    /** The recorded series, once at least this number exists. */
    private static Set<String> awaitNames(Server server, int least) throws Exception {
        Set<String> names = new TreeSet<>();
        for (int i = 0; i < 120 && names.size() < least; i++) {
            Thread.sleep(500);
            names.clear();
            for (JsonNode series : server.query(RECORDED)) {
                JsonNode labels = series.at("/metric");
                names.add(labels.at("/__name__").asText() + "{"
                        + labels.at("/job").asText() + ","
                        + labels.at("/instance").asText() + ","
                        + labels.at("/site").asText() + "}");
            }
        }
        assertThat(names).hasSizeGreaterThanOrEqualTo(least);
        return names;
    }
}
