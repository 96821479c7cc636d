package io.scaph.cli.exec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.scaph.cli.program.Scaph;
import io.scaph.testkit.PowercapSimulator;
import io.scaph.testkit.SimulatedZone;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** Commands on a machine of known watts, and what they say themselves that they used: {@code times} is getrusage(2). */
@Isolated
class ExecIT {
    private static final double WATTS = 60;
    private static final double JOULES_PER_CPU_SECOND =
            WATTS / Runtime.getRuntime().availableProcessors();

    /** Some 20 ms of a CPU. */
    private static final String WORK = "for ((i = 0; i < 9000; i++)); do :; done";

    private static final Pattern TIME = Pattern.compile("(\\d+)m([\\d.]+)s");

    /** What {@code times} writes has four numbers of whole milliseconds. */
    private static final double ROUNDED = 0.004;

    @TempDir
    Path directory;

    private Path sysfs;
    private PowercapSimulator machine;

    @BeforeEach
    void start() throws IOException {
        sysfs = Files.createDirectory(directory.resolve("sys"));
        machine = PowercapSimulator.start(sysfs, List.of(SimulatedZone.of("intel-rapl:0", "package-0", WATTS)));
    }

    @AfterEach
    void stop() {
        machine.close();
    }

    private Scaph exec(String... arguments) throws Exception {
        return begin(arguments).await();
    }

    private Scaph begin(String... arguments) throws IOException {
        List<String> all = new ArrayList<>(List.of("-s", "powercap", "--path-sysfs", sysfs.toString(), "exec"));
        all.addAll(List.of(arguments));
        return Scaph.start(directory, all);
    }

    private static JsonNode report(String text) throws IOException {
        return new ObjectMapper().readTree(text);
    }

    /** All the times in what {@code times} wrote: of the shell itself, and of its children. */
    private static double cpuSeconds(String times) {
        double seconds = 0;
        Matcher time = TIME.matcher(times);
        while (time.find()) {
            seconds += Integer.parseInt(time.group(1)) * 60 + Double.parseDouble(time.group(2));
        }
        return seconds;
    }

    private static void assertMeasured(JsonNode report, double cpuSeconds) {
        assertThat(report.at("/cpu_seconds").asDouble()).isCloseTo(cpuSeconds, Percentage.withPercentage(2));
        assertThat(report.at("/energy_microjoules").asDouble() / 1e6)
                .isCloseTo(cpuSeconds * JOULES_PER_CPU_SECOND, Percentage.withPercentage(4));
        assertThat(report.at("/quality").asText()).isEqualTo("MEASURED");
        assertThat(report.at("/warnings")).isEmpty();
    }

    @Test
    void manyShortChildrenAreAllCharged() throws Exception {
        Scaph scaph = exec("--json", "--", "bash", "-c", "for ((n = 0; n < 200; n++)); do (" + WORK + "); done; times");

        assertThat(scaph.exitCode()).isZero();
        assertMeasured(report(scaph.messages()), cpuSeconds(scaph.output()));
    }

    @Test
    void aBusyLoopIsCharged() throws Exception {
        Scaph scaph =
                exec("--json", "--", "bash", "-c", "end=$((SECONDS + 5)); while ((SECONDS < end)); do :; done; times");

        JsonNode report = report(scaph.messages());
        assertMeasured(report, cpuSeconds(scaph.output()));
        assertThat(report.at("/average_watts").asDouble()
                        * report.at("/elapsed_seconds").asDouble())
                .isCloseTo(report.at("/energy_microjoules").asDouble() / 1e6, Percentage.withPercentage(0.1));
    }

    /** The middle one of five: a busy machine can delay the counter of the simulation by the duration of such a command. */
    @Test
    void aCommandShorterThanATickIsCharged() throws Exception {
        List<Double> parts = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            Scaph scaph =
                    exec("--json", "--", "bash", "-c", "for ((n = 0; n < 10; n++)); do " + WORK + "; done; times");

            JsonNode report = report(scaph.messages());
            double truth = cpuSeconds(scaph.output());
            double reported = report.at("/cpu_seconds").asDouble();
            assertThat(reported).isBetween(truth - ROUNDED, truth + 0.02);
            assertThat(report.at("/warnings")).isEmpty();
            parts.add(report.at("/energy_microjoules").asDouble() / 1e6 / (reported * JOULES_PER_CPU_SECOND));
        }
        parts.sort(null);

        assertThat(parts.get(2)).as("%s", parts).isCloseTo(1, Percentage.withPercentage(5));
    }

    @Test
    void aDaemonThatLeavesItsParentsIsCharged() throws Exception {
        Path times = directory.resolve("times");
        String daemon = "for ((n = 0; n < 50; n++)); do " + WORK + "; done; times > " + times;
        Scaph scaph = exec(
                "--json",
                "--",
                "bash",
                "-c",
                "(setsid bash -c '" + daemon + "' &) ; while ! [ -s " + times + " ]; do sleep 0.2; done; sleep 0.2");

        double truth = cpuSeconds(Files.readString(times));
        JsonNode report = report(scaph.messages());
        assertThat(truth).isGreaterThan(0.3);
        assertThat(report.at("/cpu_seconds").asDouble()).isBetween(truth, truth * 1.05 + 0.1);
        assertThat(report.at("/still_running").asInt()).isZero();
    }

    @Test
    void whoStillRunsIsTold() throws Exception {
        Scaph scaph = exec("--json", "--", "sh", "-c", "sleep 2 > /dev/null 2>&1 & exit 0");

        assertThat(report(scaph.messages()).at("/still_running").asInt()).isEqualTo(1);
    }

    @Test
    void streamsAndExitCodeAreTheCommandsOwn() throws Exception {
        Path report = directory.resolve("report.json");
        Scaph scaph = exec("--json", "-o", report.toString(), "--", "sh", "-c", "echo out; echo err >&2; exit 7");

        assertThat(scaph.exitCode()).isEqualTo(7);
        assertThat(scaph.output()).isEqualTo("out\n");
        assertThat(scaph.messages()).isEqualTo("err\n");
        assertThat(report(Files.readString(report)).at("/exit_code").asInt()).isEqualTo(7);
    }

    @Test
    void whatLooksLikeAnOptionOfOursIsTheCommandsOwn() throws Exception {
        Scaph scaph = exec("echo", "-v", "--plugins", "nowhere", "--", "--json");

        assertThat(scaph.output()).isEqualTo("-v --plugins nowhere -- --json\n");
        assertThat(scaph.messages()).contains(" J, ").doesNotContain("INFO");
    }

    @Test
    void exitCodesAreThoseOfAShell() throws Exception {
        assertThat(exec("no-such-command").exitCode()).isEqualTo(127);
        assertThat(exec(directory.resolve("nothing").toString()).exitCode()).isEqualTo(127);
        Path text = Files.writeString(directory.resolve("text"), "no program");
        assertThat(exec(text.toString()).exitCode()).isEqualTo(126);
        assertThat(exec(directory.toString()).exitCode()).isEqualTo(126);
        assertThat(exec("sh", "-c", "kill -KILL $$").exitCode()).isEqualTo(137);
    }

    @Test
    void withoutACommandItSaysSo() throws Exception {
        Scaph scaph = exec();

        assertThat(scaph.exitCode()).isEqualTo(2);
        assertThat(scaph.messages().lines()).hasSize(2);
    }

    @Test
    void aReportThatCannotBeWrittenIsSaidBeforeAnythingIsRun() throws Exception {
        Path touched = directory.resolve("touched");
        Scaph scaph = exec("-o", directory.resolve("no/report").toString(), "touch", touched.toString());

        assertThat(scaph.exitCode()).isEqualTo(2);
        assertThat(touched).doesNotExist();
    }

    @Test
    void signalsGoOnToTheCommandWhoseEndIsWaitedFor() throws Exception {
        for (String signal : List.of("TERM", "INT", "HUP")) {
            Path ready = directory.resolve("ready-" + signal);
            Scaph scaph = begin(
                    "--json",
                    "--",
                    "bash",
                    "-c",
                    "trap 'sleep 1; echo caught; exit 42' " + signal + "; echo > " + ready
                            + "; while :; do sleep 0.1; done");
            while (!Files.exists(ready)) {
                Thread.sleep(20);
            }
            scaph.signal(signal);
            scaph.await();

            assertThat(scaph.exitCode()).as(signal).isEqualTo(42);
            assertThat(scaph.output()).isEqualTo("caught\n");
            assertThat(report(scaph.messages()).at("/exit_code").asInt()).isEqualTo(42);
        }
    }

    @Test
    void aCommandThatASignalEndsIsReported() throws Exception {
        Path ready = directory.resolve("ready");
        Scaph scaph = begin("--json", "--", "sh", "-c", "echo > " + ready + "; exec sleep 60");
        while (!Files.exists(ready)) {
            Thread.sleep(20);
        }
        scaph.signal("TERM");
        scaph.await();

        assertThat(scaph.exitCode()).isEqualTo(143);
        assertThat(report(scaph.messages()).at("/elapsed_seconds").asDouble()).isLessThan(30);
    }

    /** If the JVM ends while the command starts, nothing may run afterwards. */
    @Test
    void aSignalThatComesBeforeTheCommandLeavesNothingRunning() throws Exception {
        for (int millis = 100; millis <= 1_000; millis += 100) {
            Path pid = directory.resolve("pid-" + millis);
            Scaph scaph = begin("--", "sh", "-c", "echo $$ > " + pid + "; exec sleep 30");
            Thread.sleep(millis);
            scaph.signal("TERM");
            scaph.await();

            assertThat(scaph.exitCode()).isEqualTo(143);
            // What was started at the last moment has had the time to say so.
            Thread.sleep(200);
            if (Files.exists(pid)) {
                long command = Long.parseLong(Files.readString(pid).strip());
                assertThat(ProcessHandle.of(command).filter(ProcessHandle::isAlive))
                        .as("the command, after a signal at %d ms", millis)
                        .isEmpty();
            }
        }
    }

    @Test
    void withoutPrivilegeAnEstimateIsToldAsOne() throws Exception {
        Scaph scaph = Scaph.start(
                        directory,
                        List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--"),
                        List.of("-s", "estimation", "exec", "--json", "--", "bash", "-c", WORK + "; times"))
                .await();

        JsonNode report = report(scaph.messages());
        assertThat(report.at("/quality").asText()).isEqualTo("ESTIMATED");
        assertThat(report.at("/energy_microjoules").asLong()).isPositive();
        assertThat(report.at("/high_microjoules").asLong())
                .isGreaterThan(report.at("/energy_microjoules").asLong());
        assertThat(report.at("/cpu_seconds").asDouble()).isGreaterThanOrEqualTo(cpuSeconds(scaph.output()) - ROUNDED);
    }
}
