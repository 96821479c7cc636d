package io.scaph.linux.container;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaph.api.spi.HostRoots;
import io.scaph.api.workload.Container;
import io.scaph.linux.container.name.ContainerNames;
import io.scaph.linux.container.name.StandIn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Containers with a Docker to ask, which is a stand-in. */
@Timeout(20)
class NamedContainersTest {
    private static final String WEB = "aa".repeat(32);

    @TempDir
    Path directory;

    @Test
    void aNameArrivesWhileThePassesGoOn() throws Exception {
        Path socket = directory.resolve("docker.sock");
        try (StandIn docker = StandIn.unix(socket);
                Containers containers = open(socket)) {
            docker.on("/version", "{\"Version\": \"27.0\"}")
                    .on(
                            "/containers/json",
                            "[{\"Id\": \"" + WEB + "\", \"Names\": [\"/web\"], \"Labels\": {\"a.b\": \"c\"}}]");
            Container after = start(containers, 17, "/somewhere/" + WEB);
            while (after.name().isEmpty()) {
                after = pass(containers, after);
                Thread.sleep(5);
            }

            assertThat(after)
                    .isEqualTo(Container.of(WEB, "docker", "docker")
                            .named("web", Map.of("container_label_a_b", "c", "container_docker_version", "27.0")));
            assertThat(pass(containers, after)).isSameAs(after);
            // One that is described later is described as well, and one that comes back.
            assertThat(start(containers, 18, "/somewhere/" + WEB)).isSameAs(after);
            containers.tellTotals(new Totals());
            containers.tellTotals(new Totals());
            assertThat(start(containers, 19, "/somewhere/" + WEB)).isEqualTo(after);
        }
    }

    @Test
    void oneWithANameInItsPathIsNotAskedAbout() throws Exception {
        Path socket = directory.resolve("docker.sock");
        try (StandIn docker = StandIn.unix(socket);
                Containers containers = open(socket)) {
            start(containers, 17, "/lxc.payload.web");
            containers.tellTotals(new Totals());

            assertThat(docker.requests()).isEmpty();
        }
    }

    private Containers open(Path socket) {
        return new Containers(
                HostRoots.of(directory.resolve("proc"), directory.resolve("sys")),
                new ContainerNames(Map.of("DOCKER_HOST", "unix://" + socket)));
    }

    private Container start(Containers containers, long pid, String path) throws IOException {
        Path process = Files.createDirectories(directory.resolve("proc").resolve(Long.toString(pid)));
        Files.writeString(process.resolve("cgroup"), "0::" + path + "\n");
        return containers.membership(process).container().orElseThrow();
    }

    private static Container pass(Containers containers, Container container) {
        Container current = containers.current(container);
        containers.tellTotals(new Totals());
        return containers.current(current);
    }
}
