package io.scaph.agent;

import static io.scaph.agent.MeasuredApplication.agent;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Applications with the agent, each in a JVM of its own. */
class AgentIT {
    @TempDir
    private Path directory;

    private MeasuredApplication run(String what, String... options) throws Exception {
        return MeasuredApplication.run(directory, List.of(options), what);
    }

    @Test
    void outputAndExitCodeAreThoseOfTheApplication() throws Exception {
        MeasuredApplication without = run("nothing");

        assertThat(run("nothing", agent(""))).isEqualTo(without);
        assertThat(run("work", agent("profile=energy.collapsed"))).isEqualTo(without);
    }

    @Test
    void theProfileHasTheMethodThatWorks() throws Exception {
        run("work", agent("profile=energy.collapsed"));

        assertThat(Files.readAllLines(directory.resolve("energy.collapsed")))
                .anySatisfy(line -> assertThat(line)
                        .contains("io.scaph.agent.Application.workWhile;io.scaph.agent.Application.work")
                        .matches(".* [1-9][0-9]*"));
    }

    @Test
    void aSignalThatEndsTheJvmStillGivesAProfile() throws Exception {
        Process process = MeasuredApplication.command(directory, List.of(agent("profile=energy-%p.html")), "wait")
                .start();
        try (BufferedReader output = process.inputReader()) {
            for (String line = output.readLine(); !"worked".equals(line); line = output.readLine()) {
                assertThat(line).isNotNull();
            }
            process.toHandle().destroy();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(Files.readString(directory.resolve("energy-" + process.pid() + ".html")))
                .contains("io.scaph.agent.Application.work");
    }

    @Test
    void theSummaryIsOnStandardErrorOrInAFile() throws Exception {
        String summary =
                run("work", agent("summary,packages=io.scaph.agent+java")).error();
        run("work", agent("summary=summary.txt"));

        assertThat(summary)
                .contains(
                        "scaph: this JVM used",
                        "sensor ",
                        "application ",
                        "io.scaph.agent.Application.work",
                        "package");
        assertThat(directory.resolve("summary.txt")).content().contains("scaph: this JVM used");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense=1",
                "profile",
                "profile=energy.doc",
                "profile=/nowhere/energy.html",
                "prometheus=many",
                "period=1",
                "seconds=0",
                "sensor=none",
                "log=loud"
            })
    void aBrokenOptionIsOneLineAndTheApplicationRuns(String options) throws Exception {
        MeasuredApplication broken = run("refused", agent(options));

        assertThat(broken.exitCode()).isEqualTo(3);
        assertThat(broken.output()).isEqualTo("output\n");
        assertThat(broken.error().lines().filter(line -> !line.equals("error")))
                .singleElement()
                .asString()
                .startsWith("scaph agent: ")
                .endsWith("; nothing is measured");
    }

    @Test
    void aJvmWithoutTheFlightRecorderRunsTheApplication() throws Exception {
        String modules =
                "--limit-modules=java.base,java.instrument,java.management,jdk.management,java.net.http,java.logging";
        MeasuredApplication summary = run("measured", modules, agent("summary"));
        MeasuredApplication profile = run("refused", modules, agent("profile=energy.html"));

        assertThat(summary.exitCode()).isEqualTo(3);
        assertThat(summary.error()).contains("scaph: this JVM used", "garbage collection");
        assertThat(profile.exitCode()).isEqualTo(3);
        assertThat(profile.error()).contains("no profile: ");
    }

    @Test
    void theApplicationDoesNotSeeTheClassesOfTheAgent() throws Exception {
        assertThat(run("classes", agent("profile=energy.html")).output().lines())
                .hasSize(6)
                .allMatch(line -> line.equals("output") || line.startsWith("no "));
    }

    @Test
    void theApplicationChoosesItsLogManager() throws Exception {
        assertThat(run("logging", agent("profile=energy.html")).output()).contains("OwnLogManager");
    }

    @Test
    void theRecordingOfTheApplicationKeepsItsSettings() throws Exception {
        assertThat(run("recording", agent("profile=energy.html")).output())
                .isEqualTo("output\n{jdk.ThreadSleep#enabled=true, jdk.ThreadSleep#threshold=0 s}\n");
    }

    @Test
    void itWorksInASmallMachineThatCantBeWrittenTo() throws Exception {
        MeasuredApplication small =
                run("work", "-XX:MaxRAM=128m", "-Djava.io.tmpdir=/proc", agent("summary,prometheus=0"));

        assertThat(small.exitCode()).isEqualTo(3);
        assertThat(small.error()).contains("scaph: this JVM used");
    }

    @Test
    void prometheusCanScrapeTheApplication() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Process process = MeasuredApplication.command(
                        directory, List.of(agent("summary,prometheus=127.0.0.1:" + port)), "wait")
                .redirectErrorStream(true)
                .start();
        try (BufferedReader output = process.inputReader()) {
            for (String line = output.readLine(); !"worked".equals(line); line = output.readLine()) {
                assertThat(line).isNotNull();
            }
            HttpURLConnection scrape = (HttpURLConnection)
                    URI.create("http://127.0.0.1:" + port + "/metrics").toURL().openConnection();
            try (InputStream reply = scrape.getInputStream()) {
                assertThat(new String(reply.readAllBytes(), StandardCharsets.UTF_8))
                        .contains("scaph_host_energy_microjoules", "pid=\"" + process.pid() + "\"");
            }
        } finally {
            process.destroyForcibly();
        }
    }
}
