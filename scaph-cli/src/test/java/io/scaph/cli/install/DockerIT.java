package io.scaph.cli.install;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaph.cli.program.Tool;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The image, built and run by a real Docker as deploy/README.md describes it, on the Java of this test. */
@Timeout(900)
class DockerIT {
    @TempDir
    private static Path directory;

    private static CounterTree counters;
    private static DockerEngine docker;

    @BeforeAll
    static void run() throws Exception {
        Path root = DebianRoot.get();
        counters = CounterTree.start(Files.createDirectories(directory.resolve("sys")));
        docker = DockerEngine.start(directory);
        // In place of the base image, which only a registry has.
        docker.run("tar -C '" + root + "' --numeric-owner -cf - . | docker import -c 'ENV JAVA_HOME="
                + DebianRoot.JAVA_HOME + "' - eclipse-temurin:17-jre");
        docker.run(DeployPage.commands("Who may read the counters", 0));
        docker.run(DeployPage.commands("Docker", 0));
    }

    @AfterAll
    static void stop() throws Exception {
        if (docker != null) {
            docker.result("docker rm --force scaph");
            docker.close();
        }
        if (counters != null) {
            counters.close();
        }
    }

    private static Tool.Result inContainer(String script) throws Exception {
        return docker.result("docker exec scaph sh -e -c '" + script + "'");
    }

    private static String metrics() throws Exception {
        Tool.await(
                "the metrics",
                60,
                () -> docker.result("curl -fsS --max-time 20 http://127.0.0.1:8080/metrics > '" + directory
                                        + "/metrics'")
                                .exitCode()
                        == 0);
        return Files.readString(directory.resolve("metrics"));
    }

    @Test
    void everyCounterIsMeasuredAtAnyDepth() throws Exception {
        Tool.await("power", 60, () -> metrics().contains("scaph_domain_power_microwatts"));

        assertThat(metrics())
                .contains("sensor=\"powercap\",quality=\"measured\"")
                .contains("domain=\"package-0\"")
                .contains("domain=\"package-1\"")
                .contains("domain=\"dram@0\"")
                .contains("domain=\"dram@1\"");
        assertThat(docker.run("docker logs scaph 2>&1")).isEmpty();
    }

    @Test
    void itRunsAsAnUnprivilegedUserWithoutCapabilitiesOnAReadOnlyRoot() throws Exception {
        assertThat(inContainer("id -u; id -g").orFail()).isEqualTo("65532\n65532\n");
        assertThat(inContainer("grep CapEff /proc/1/status").orFail()).contains("0000000000000000");
        assertThat(inContainer("grep NoNewPrivs /proc/1/status").orFail()).contains("1");
        assertThat(docker.run("docker exec --user 0 scaph sh -c 'touch /opt/x 2>&1 || :'"))
                .contains("Read-only");
    }

    @Test
    void theImageHoldsOneArchiveOfClassesAndUsesIt() throws Exception {
        String archives = inContainer("ls /opt/scaph/lib/cds/*.jsa").orFail();

        assertThat(archives.lines()).hasSize(1);
        assertThat(inContainer("cat /proc/1/maps").orFail()).contains(archives.strip());
    }

    @Test
    void theBuildContextHoldsTheDistributionAlone() throws Exception {
        docker.run("printf 'FROM eclipse-temurin:17-jre\\nCOPY . /context\\n' > '" + directory + "/Dockerfile'\n"
                + "docker build -q -f '" + directory + "/Dockerfile' -t context .");

        String files = docker.run("docker run --rm context find /context -maxdepth 4");

        assertThat(files.lines())
                .contains("/context/scaph-cli/target/scaph/bin", "/context/scaph-cli/target/scaph/lib")
                .allMatch(file -> file.startsWith("/context/scaph-cli/target/scaph")
                        || "/context/scaph-cli/target/scaph".startsWith(file));
        assertThat(docker.run("docker run --rm context find /context -name '*.jsa'"))
                .isEmpty();
    }
}
