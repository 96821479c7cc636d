package io.scaph.cli.exec;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaph.cli.program.Scaph;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Signals to {@code scaph exec} reach its command. */
@Isolated
class ExecSignalsIT extends ProbedCommand {
    /** A command that catches signals, in scaph. */
    private Process begin(Path output) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                        Scaph.script().toString(),
                        "exec",
                        "-o",
                        directory.resolve("report").toString(),
                        "--",
                        probe.toString(),
                        "catch")
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        Map<String, String> environment = builder.environment();
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.start();
        awaitLines(output, 1);
        return process;
    }

    private static List<String> awaitLines(Path output, int count) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_SECONDS);
        while (true) {
            List<String> lines = Files.readString(output, StandardCharsets.ISO_8859_1)
                    .lines()
                    .toList();
            if (lines.size() >= count || System.nanoTime() > deadline) {
                return lines;
            }
            Thread.sleep(20);
        }
    }

    private static void kill(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(ENV, "kill"));
        command.addAll(List.of(arguments));
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    }

    private static void end(Process process) throws IOException, InterruptedException {
        process.getOutputStream().close();
        assertThat(process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void eachSignalReachesTheCommandOnce() throws Exception {
        Path output = directory.resolve("signals");
        Process process = begin(output);
        List<String> expected = new ArrayList<>(List.of("ready"));
        for (int signal : List.of(
                1, 2, 3, 5, 6, 10, 12, 13, 14, 15, 16, 17, 18, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 34, 50,
                61, 64)) {
            kill("-" + signal, Long.toString(process.pid()));
            expected.add(signal + " 0");
            awaitLines(output, expected.size());
        }
        kill("--queue", "4711", "-10", Long.toString(process.pid()));
        expected.add("10 4711");
        awaitLines(output, expected.size());
        end(process);

        assertThat(Files.readString(output).lines()).isEqualTo(expected);
        assertThat(process.exitValue()).isZero();
        assertThat(directory.resolve("report")).isNotEmptyFile();
    }

    @Test
    void aStoppedCommandIsContinuedThroughScaph() throws Exception {
        Path output = directory.resolve("signals");
        Process process = begin(output);
        ProcessHandle command = process.children().findFirst().orElseThrow();
        kill("-STOP", Long.toString(command.pid()));
        awaitState(command.pid(), 'T');
        kill("-10", Long.toString(process.pid()));
        assertThat(state(process.pid())).isNotEqualTo('T');
        kill("-CONT", Long.toString(process.pid()));

        assertThat(awaitLines(output, 3)).containsExactlyInAnyOrder("ready", "10 0", "18 0");
        end(process);
    }

    @Test
    void aCommandThatStopsItselfForTheShellStopsScaph() throws Exception {
        // With a terminal of its own: without job control the kernel ignores a stop by the terminal's signal.
        Path shell = Files.writeString(directory.resolve("shell"), """
                set -m
                %s exec -o %s -- sh -c 'echo $PPID > %s; kill -TSTP $$; exit 5' &
                wait -f $!
                """.formatted(
                        Scaph.script(), directory.resolve("report"), directory.resolve("scaph")));
        Process process = new ProcessBuilder("script", "-qec", "bash " + shell, "/dev/null")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        Path file = directory.resolve("scaph");
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_SECONDS);
        while ((!Files.exists(file) || Files.size(file) == 0) && System.nanoTime() < deadline) {
            Thread.sleep(20);
        }
        long scaph = Long.parseLong(Files.readString(file).strip());
        awaitState(scaph, 'T');
        long command = ProcessHandle.of(scaph)
                .orElseThrow()
                .children()
                .findFirst()
                .orElseThrow()
                .pid();
        awaitState(command, 'T');
        kill("-CONT", Long.toString(scaph));

        assertThat(process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(5);
    }

    private static void awaitState(long pid, char state) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_SECONDS);
        while (state(pid) != state && System.nanoTime() < deadline) {
            Thread.sleep(20);
        }
        assertThat(state(pid)).isEqualTo(state);
    }

    private static char state(long pid) throws IOException {
        String stat = Files.readString(Path.of("/proc/" + pid + "/stat"), StandardCharsets.ISO_8859_1);
        return stat.charAt(stat.lastIndexOf(')') + 2);
    }

    @Test
    void aRunThatIsNotOfACommandEndsInOrderThoughAnArgumentIsExec() throws Exception {
        Scaph scaph =
                Scaph.start(directory, List.of("-s", "estimation", "stdout", "-t", "100", "-s", "1", "-r", "exec"));
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_SECONDS);
        while (scaph.output().isEmpty() && System.nanoTime() < deadline) {
            Thread.sleep(50);
        }
        scaph.signal("TERM");
        scaph.await();

        assertThat(scaph.exitCode()).isEqualTo(143);
        assertThat(scaph.output()).isNotEmpty();
    }

    @Test
    void withoutNativeCodeACommandStillGetsItsSignals() throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                        Scaph.script().toString(), "exec", "--", "sh", "-c", "echo ready; sleep 60 & wait")
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("said").toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("SCAPH_JAVA_OPTS", "-Djna.boot.library.path=/nowhere -Djna.nounpack=true");
        Process process = builder.start();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_SECONDS);
        while (!Files.readString(directory.resolve("said")).contains("ready") && System.nanoTime() < deadline) {
            Thread.sleep(50);
        }
        process.destroy();

        assertThat(process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(143);
        assertThat(Files.readString(directory.resolve("said"))).contains("started by the JVM");
    }
}
