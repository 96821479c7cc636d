package io.scaph.cli.exec;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaph.cli.program.Scaph;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Profiles of real JVMs, of a command and of one that runs already. */
class JvmProfilesIT {
    /** Works until it has been profiled for a second, or for a minute. */
    private static final String PROGRAM = """
            public class Program {
                public static void main(String[] arguments) throws Exception {
                    if (arguments.length > 0) {
                        String java = ProcessHandle.current().info().command().orElseThrow();
                        new ProcessBuilder(java, arguments[0]).inheritIO().start().waitFor();
                    }
                    System.out.println("started");
                    long end = System.nanoTime() + 60_000_000_000L;
                    boolean seen = false;
                    while (System.nanoTime() < end) {
                        work();
                        if (!seen && isProfiled()) {
                            seen = true;
                            end = System.nanoTime() + 1_500_000_000L;
                        }
                    }
                }

                static boolean isProfiled() {
                    return Thread.getAllStackTraces().keySet().stream()
                            .anyMatch(thread -> thread.getName().equals("scaph-profiler"));
                }

                static double work() {
                    double sum = 0;
                    for (int i = 0; i < 3_000_000; i++) {
                        sum += Math.sqrt(i);
                    }
                    return sum;
                }
            }
            """;

    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    @TempDir
    Path directory;

    private Path program;
    private @Nullable Process running;

    @BeforeEach
    void write() throws IOException {
        program = Files.writeString(directory.resolve("Program.java"), PROGRAM);
    }

    @AfterEach
    void end() {
        if (running != null) {
            running.destroyForcibly();
        }
    }

    private List<Path> profiles() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".collapsed"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void theCommandAndTheJvmThatItStartsHaveAProfileEach() throws Exception {
        Path file = directory.resolve("energy.collapsed");

        Scaph scaph = Scaph.run(
                directory, "exec", "--profile", file.toString(), "--", JAVA, program.toString(), program.toString());

        assertThat(scaph.exitCode()).as(scaph.messages()).isZero();
        assertThat(profiles())
                .hasSize(2)
                .contains(file)
                .allSatisfy(profile -> assertThat(profile).content().contains("Program.main;Program.work "));
        assertThat(scaph.messages()).contains("profiles: ", file.toString());
    }

    @Test
    void aCommandWithoutAJvmHasNoProfileAndTheReportSaysSo() throws Exception {
        Scaph scaph = Scaph.run(
                directory, "exec", "--profile", directory.resolve("energy.html").toString(), "--", "true");

        assertThat(scaph.exitCode()).isZero();
        assertThat(scaph.messages()).contains("no profile: ");
    }

    @Test
    void aJvmThatRunsIsProfiled() throws Exception {
        Process jvm = new ProcessBuilder(JAVA, program.toString())
                .redirectErrorStream(true)
                .start();
        running = jvm;
        assertThat(jvm.inputReader().readLine()).isEqualTo("started");
        Path file = directory.resolve("energy.collapsed");

        Scaph scaph = Scaph.run(directory, "profile", Long.toString(jvm.pid()), "-t", "1", "-o", file.toString());

        assertThat(scaph.exitCode()).as(scaph.messages()).isZero();
        assertThat(scaph.output()).isEqualTo(file + System.lineSeparator());
        assertThat(file).content().contains("Program.main;Program.work ");
        assertThat(directory.resolve("energy.collapsed.status")).doesNotExist();
    }

    /** Attaching would send it SIGQUIT, which ends it. */
    @Test
    void aProcessThatIsNoJvmIsLeftAlone() throws Exception {
        Process other = new ProcessBuilder("sleep", "60").start();
        running = other;

        Scaph scaph = Scaph.run(directory, "profile", Long.toString(other.pid()));

        assertThat(scaph.exitCode()).isEqualTo(2);
        assertThat(scaph.messages()).contains("process " + other.pid() + " is not a JVM that permits attaching");
        assertThat(other.isAlive()).isTrue();
    }
}
