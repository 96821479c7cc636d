package io.scaph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.scaph.testkit.PowercapSimulator;
import io.scaph.testkit.SimulatedZone;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What lies in deploy/ fits what scaph says. */
@SuppressWarnings("try") // a simulator that runs is enough
@Timeout(180)
class DeployIT {
    private static final Path DEPLOY = Path.of("..", "deploy").toAbsolutePath().normalize();
    private static final Pattern EXPRESSION = Pattern.compile("(?m)^ +(- )?expr: (.*)$");
    private static final Pattern RECORD = Pattern.compile("(?m)^ +- record: (.*)$");
    private static final Pattern HOST_PATH = Pattern.compile("hostPath: \\{path: ([^,}]+), type: Directory\\}");
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

    private static List<String> dashboard() throws IOException {
        List<String> expressions = new ArrayList<>();
        for (JsonNode panel :
                new ObjectMapper().readTree(read("grafana/scaph.json")).at("/panels")) {
            for (JsonNode target : panel.at("/targets")) {
                expressions.add(target.at("/expr")
                        .asText()
                        .replace("$__rate_interval", "10s")
                        .replace("$__range", "10s")
                        .replace("$instance", ".*")
                        .replace("$job", ".*"));
            }
        }
        return expressions;
    }

    @Test
    void everyQueryOfTheDashboardAndTheRulesReturnsData() throws Exception {
        Path sysfs = Files.createDirectory(directory.resolve("sys"));
        Path procfs = Files.createDirectory(directory.resolve("proc"));
        List<SimulatedZone> zones = List.of(
                SimulatedZone.of("intel-rapl:0", "package-0", 60),
                SimulatedZone.of("intel-rapl:0:0", "dram", 7.5),
                SimulatedZone.of("intel-rapl:0:1", "core", 40));
        int port = Server.freePort();
        try (ProcSimulator processes = new ProcSimulator(procfs);
                PowercapSimulator machine = PowercapSimulator.start(sysfs, zones);
                Server scaph = Server.start(
                        directory,
                        port,
                        "/-/ready",
                        List.of(
                                Scaph.script().toString(),
                                "-s",
                                "powercap",
                                "--path-sysfs",
                                sysfs.toString(),
                                "--path-procfs",
                                procfs.toString(),
                                "prometheus",
                                "-p",
                                Integer.toString(port),
                                "--containers",
                                "--users"));
                Server prometheus = prometheus(port)) {
            Thread.sleep(25_000);

            for (String expression : dashboard()) {
                assertThat(prometheus.query(expression)).as(expression).isNotEmpty();
            }
            for (String record : all(RECORD, 1, read("prometheus/scaph-recording.yml"))) {
                assertThat(prometheus.query(record)).as(record).isNotEmpty();
            }
            for (String alert : all(EXPRESSION, 2, read("prometheus/scaph-alerts.yml"))) {
                String expression = CONDITION
                        .matcher(alert)
                        .replaceFirst("")
                        .replace("quality=\"estimated\"", "quality=\"measured\"");
                assertThat(prometheus.query(expression)).as(expression).isNotEmpty();
            }
            assertThat(prometheus.number("job:scaph_host_watts:sum")).isBetween(60.0, 75.0);
            assertThat(prometheus.get("/api/v1/alerts"))
                    .doesNotContain("\"firing\"")
                    .doesNotContain("ScaphDomainUnknown");
        }
    }

    private Server prometheus(int target) throws Exception {
        int port = Server.freePort();
        Path home = Files.createTempDirectory(directory, "prometheus");
        Files.writeString(
                home.resolve("scaph-recording.yml"),
                read("prometheus/scaph-recording.yml")
                        .replace("interval: 30s", "interval: 1s")
                        .replace("[2m]", "[10s]"));
        Files.writeString(home.resolve("scaph-alerts.yml"), read("prometheus/scaph-alerts.yml"));
        Files.writeString(
                home.resolve("prometheus.yml"),
                read("prometheus/scrape.yml")
                        .replace("localhost:8080", "127.0.0.1:" + target)
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
        Process process = new ProcessBuilder("promtool", "check", "config", "scrape.yml")
                .directory(DEPLOY.resolve("prometheus").toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
    }

    @Test
    void aRefusedSystemCallDoesNotEndTheService() throws Exception {
        // systemd's other way of refusing is to kill; perf_event_open(2), asked where the counters are closed, is
        // refused.
        assertThat(read("systemd/scaph.service"))
                .contains("\nSystemCallFilter=")
                .contains("\nSystemCallErrorNumber=EPERM\n");
    }

    @Test
    void noPodNeedsADirectoryThatNodesWithoutRaplLack() throws Exception {
        assertThat(all(HOST_PATH, 1, read("kubernetes/daemonset.yml")))
                .containsExactlyInAnyOrder("/proc", "/sys", "/sys/devices/virtual");
    }

    /** A directory that looks like {@code /proc}, with a process of the host and one in a container, both busy. */
    private static final class ProcSimulator implements AutoCloseable {
        private static final long TICK_MILLIS = 10;
        private final Path procfs;
        private final long startMillis = System.currentTimeMillis();
        private final Thread writer = new Thread(this::run, "proc-simulator");
        private volatile boolean closed;

        ProcSimulator(Path procfs) throws IOException {
            this.procfs = procfs;
            Files.writeString(procfs.resolve("loadavg"), "1.50 1.00 0.50 2/2 200\n");
            Files.writeString(procfs.resolve("meminfo"), "MemTotal: 1000 kB\nMemFree: 500 kB\nMemAvailable: 600 kB\n");
            process(100, "shell", "0::/user.slice\n");
            process(200, "server", "0::/system.slice/docker-" + "a1".repeat(32) + ".scope\n");
            write();
            writer.setDaemon(true);
            writer.start();
        }

        private void process(long pid, String name, String groups) throws IOException {
            Path own = Files.createDirectory(procfs.resolve(Long.toString(pid)));
            Files.writeString(own.resolve("cgroup"), groups);
            Files.writeString(own.resolve("cmdline"), "/usr/bin/" + name + "\0");
            Files.writeString(own.resolve("status"), "Name:\t" + name + "\nUid:\t1000\t1000\t1000\t1000\n");
        }

        private void run() {
            while (!closed) {
                try {
                    Thread.sleep(50);
                    write();
                } catch (IOException | InterruptedException e) {
                    closed = true;
                }
            }
        }

        private void write() throws IOException {
            long ticks = (System.currentTimeMillis() - startMillis) / TICK_MILLIS;
            put("uptime", 1_000 + ticks / 100 + "." + ticks % 100 + " 0.00\n");
            put(
                    "stat",
                    "cpu  " + ticks + " 0 " + ticks + " " + (1_000 + ticks) + " 0 0 0 0 0 0\n"
                            + "cpu0 " + ticks + " 0 0 " + (500 + ticks / 2) + " 0 0 0 0 0 0\n"
                            + "cpu1 0 0 " + ticks + " " + (500 + ticks / 2) + " 0 0 0 0 0 0\n"
                            + "ctxt " + ticks
                            + "\nbtime 1700000000\nprocesses 200\nprocs_running 2\nprocs_blocked 0\n");
            put("100/stat", stat(100, "shell", ticks / 2));
            put("200/stat", stat(200, "server", ticks / 2));
        }

        private static String stat(long pid, String name, long ticks) {
            return pid + " (" + name + ") R 1 1 1 0 -1 0 0 0 0 0 " + ticks + " 0 0 0 20 0 1 0 5000 1000000 100"
                    + " 0".repeat(28) + "\n";
        }

        private void put(String file, String text) throws IOException {
            Path target = procfs.resolve(file);
            Path draft = target.resolveSibling(".draft");
            Files.writeString(draft, text);
            Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
        }

        @Override
        public void close() {
            closed = true;
            writer.interrupt();
        }
    }
}
