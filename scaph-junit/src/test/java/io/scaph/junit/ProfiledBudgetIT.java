package io.scaph.junit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

/** Tests that are over their budget, under the real profiler, with the estimating sensor. */
class ProfiledBudgetIT {
    private static final String PREFIX = "io.scaph.junit.ProfiledBudgetIT_";

    @TempDir
    private Path directory;

    private static Run run(Path directory) {
        return new Run(directory).with("scaph.sensor", "estimation").with("scaph.profile", "on");
    }

    /** Computes until the thread has used that much CPU time, however busy the machine is. */
    private static long use(long millis) {
        ThreadMXBean clock = ManagementFactory.getThreadMXBean();
        long end = clock.getCurrentThreadCpuTime() + millis * 1_000_000;
        long sum = 0;
        while (clock.getCurrentThreadCpuTime() < end) {
            sum += compute(sum);
        }
        return sum;
    }

    private static long compute(long start) {
        long sum = start;
        for (int i = 1; i < 1_000_000; i++) {
            sum = sum * 31 + i % 7;
        }
        return sum;
    }

    /** Far over any budget, by one repetition: the scatter of a busy machine must not decide. */
    static class Over {
        private static int runs;

        @Test
        @EnergyBudget(joules = 1e-4, warmUps = 0, minRepetitions = 1, maxRepetitions = 1)
        void busy() {
            assertThat(most() + least()).isNotZero();
        }

        private static long most() {
            return use(1_200);
        }

        private static long least() {
            return use(400);
        }

        @Test
        @EnergyBudget(joules = 1e-4, warmUps = 0, minRepetitions = 1, maxRepetitions = 1)
        void failingLater() {
            runs++;
            if (runs > 1) {
                throw new TestAbortedException("only once");
            }
            assertThat(use(150)).isNotZero();
        }

        @Test
        @EnergyBudget(joules = 1e-7, warmUps = 0, minRepetitions = 1, maxRepetitions = 1, of = EnergyBudget.Whose.HOST)
        void waiting() throws InterruptedException {
            Thread.sleep(150);
        }
    }

    private JsonNode report(Run run, String method) throws IOException {
        return run.report(run.reportFiles().stream()
                .map(file -> file.getFileName().toString())
                .filter(name -> name.startsWith(PREFIX + "Over." + method) && name.endsWith(".json"))
                .findFirst()
                .orElseThrow());
    }

    @Test
    void theMethodsThatUseTheEnergyAreInTheFailureAndInTheReportWithAFlameGraph() throws IOException {
        Run run = run(directory);
        Run.Outcome outcome = run.one(Over.class, "busy");

        assertThat(outcome.failed()).isTrue();
        List<String> lines = outcome.message().lines().toList();
        int bySelf = index(lines, "self       error   share  method");
        int byTotal = index(lines, "total       error   share  method outside of the JDK");
        assertThat(lines.get(0)).startsWith("energy over the limit: ");
        assertThat(lines.get(bySelf - 1)).contains("for each of the 1 runs under the profiler");
        // JUnit's and the build tool's methods lead to the body, and are not shown.
        assertThat(lines.subList(byTotal + 1, byTotal + 6))
                .anyMatch(line -> line.endsWith("  io.scaph.junit.ProfiledBudgetIT$Over.busy"))
                .anyMatch(line -> line.endsWith("  io.scaph.junit.ProfiledBudgetIT$Over.most"))
                .anyMatch(line -> line.endsWith("  io.scaph.junit.ProfiledBudgetIT.compute"));
        assertThat(lines.get(bySelf + 1)).endsWith("  io.scaph.junit.ProfiledBudgetIT.compute");
        assertThat(outcome.message()).doesNotContain("org.junit.");

        JsonNode report = report(run, "busy");
        assertThat(report.at("/outcome").textValue()).isEqualTo("over");
        assertThat(report.at("/profile/methods").findValuesAsText("name"))
                .contains("io.scaph.junit.ProfiledBudgetIT$Over.most");
        Path flameGraph = Path.of(report.at("/profile/flameGraph").textValue());
        assertThat(lines).contains("  flame graph: " + flameGraph);
        assertThat(Files.readString(flameGraph)).contains("ProfiledBudgetIT$Over.least");
    }

    private static int index(List<String> lines, String end) {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).endsWith(end)) {
                return i;
            }
        }
        throw new AssertionError("no line ends with " + end + ": " + lines);
    }

    @Test
    void theVerdictStandsIfTheTestFailsUnderTheProfiler() throws IOException {
        Run run = run(directory);
        Run.Outcome outcome = run.one(Over.class, "failingLater");

        assertThat(outcome.failed()).isTrue();
        assertThat(outcome.message())
                .startsWith("energy over the limit: ")
                .contains("\n  methods: unknown, the test failed when it was repeated under the profiler: ")
                .contains("only once");
        assertThat(Objects.requireNonNull(outcome.thrown()).getSuppressed())
                .singleElement()
                .isInstanceOf(TestAbortedException.class);
        assertThat(report(run, "failingLater").at("/profile/unknown").textValue())
                .contains("only once");
        assertThat(run.reportFiles())
                .noneMatch(file -> file.getFileName().toString().endsWith(".html"));
    }

    @Test
    void tooFewSamplesAreOneLineWithTheRemedy() {
        Run.Outcome outcome = run(directory).one(Over.class, "waiting");

        assertThat(outcome.failed()).isTrue();
        assertThat(outcome.message())
                .containsPattern(
                        "\n  methods: unknown, only \\d+ samples of threads at work, of \\d+ expected by CPU time")
                .contains("(maxRepetitions)");
    }

    @Test
    void withoutAFlightRecorderTheVerdictStands() throws Exception {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--limit-modules",
                "java.se,jdk.management,jdk.unsupported",
                "-cp",
                String.join(
                        File.pathSeparator,
                        System.getProperty("jdk.module.path", ""),
                        System.getProperty("java.class.path", ""),
                        Path.of("target", "classes").toString(),
                        Path.of("target", "test-classes").toString()),
                InOtherJvm.class.getName(),
                directory.toString());
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(output).isZero();
        assertThat(output)
                .contains("energy over the limit: ")
                .contains("  methods: unknown, this Java runtime has no flight recorder; add the module jdk.jfr to it");
    }

    /** Runs a test that is over its budget and prints its failure. */
    static final class InOtherJvm {
        private InOtherJvm() {}

        public static void main(String[] arguments) {
            System.out.println(
                    run(Path.of(arguments[0])).one(Over.class, "busy").message());
        }
    }
}
