package io.scaph.containers;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaph.api.spi.NanoClock;
import io.scaph.linux.container.name.ContainerDescription;
import io.scaph.linux.container.name.ContainerIdentity;
import io.scaph.linux.container.name.ContainerNames;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The thread that asks the sources, and where these come from. */
class NameLookupTest {
    private static ContainerIdentity docker(String id) {
        return new ContainerIdentity(id, Optional.of("docker"), false, Optional.empty(), OptionalLong.empty());
    }

    @Test
    @Timeout(10)
    void closingDoesNotWaitForASourceThatHangs() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        NameSource hanging = new NameSource() {
            @Override
            public String title() {
                return "hanging";
            }

            @Override
            public boolean mayKnow(ContainerIdentity container) {
                return true;
            }

            @Override
            public Map<String, ContainerDescription> ask(Collection<ContainerIdentity> containers)
                    throws InterruptedException {
                asked.countDown();
                Thread.sleep(Long.MAX_VALUE);
                return Map.of();
            }

            @Override
            public String remedy(IOException failure) {
                return "";
            }
        };
        try (RuntimeNames open = new RuntimeNames(List.of(hanging), NanoClock.SYSTEM)) {
            open.request(docker("a"));
            asked.await();
            // Further requests do not wait.
            open.request(docker("b"));
            open.release("b");
            assertThat(open.find("a")).isEmpty();
        }
    }

    @Test
    void withoutASourceThereIsNoThread() {
        try (RuntimeNames unused = new RuntimeNames(List.of(), NanoClock.SYSTEM)) {
            unused.request(docker("a"));

            assertThat(unused.find("a")).isEmpty();
        }
    }

    @Test
    @Timeout(20)
    void theThreadFindsTheNameOfAContainerOfDocker(@TempDir Path directory) throws Exception {
        String id = "aa".repeat(32);
        Path socket = directory.resolve("docker.sock");
        List<NameSource> sources = RuntimeNames.sources(Map.of("DOCKER_HOST", "unix://" + socket));
        try (FakeServer docker = FakeServer.unix(socket);
                RuntimeNames open = new RuntimeNames(sources, NanoClock.SYSTEM)) {
            docker.on("/version", "{\"Version\": \"27.0\"}")
                    .on("/containers/json", "[{\"Id\": \"" + id + "\", \"Names\": [\"/web\"]}]");
            open.request(docker(id));
            while (open.find(id).isEmpty()) {
                Thread.sleep(5);
            }

            assertThat(open.find(id).orElseThrow().name()).contains("web");
        }
    }

    @Test
    void theProcessesOfLinuxFindThisModule() {
        try (ContainerNames loaded = ContainerNames.load()) {
            assertThat(loaded).isInstanceOf(RuntimeNames.class);
        }
    }

    @Test
    void onlyUnixSocketsAreTakenFromTheEnvironment() {
        assertThat(titles(Map.of())).contains("Docker at /var/run/docker.sock", "podman at /run/podman/podman.sock");
        assertThat(titles(Map.of("DOCKER_HOST", "unix:///run/user/1000/docker.sock")))
                .contains("Docker at /run/user/1000/docker.sock");
        assertThat(titles(Map.of("DOCKER_HOST", "tcp://192.0.2.1:2375"))).contains("Docker at /var/run/docker.sock");
        assertThat(titles(Map.of("DOCKER_HOST", "unix://relative"))).contains("Docker at /var/run/docker.sock");
    }

    private static List<String> titles(Map<String, String> environment) {
        return RuntimeNames.sources(environment).stream().map(NameSource::title).toList();
    }
}
