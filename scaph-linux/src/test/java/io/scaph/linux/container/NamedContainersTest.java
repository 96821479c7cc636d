package io.scaph.linux.container;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaph.api.spi.HostRoots;
import io.scaph.api.workload.Container;
import io.scaph.linux.container.name.ContainerDescription;
import io.scaph.linux.container.name.ContainerIdentity;
import io.scaph.linux.container.name.ContainerNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Containers with names from a simulated runtime. */
class NamedContainersTest {
    private static final String WEB = "aa".repeat(32);

    @TempDir
    Path directory;

    private final KnownNames names = new KnownNames();
    private Containers containers;

    private static final class KnownNames implements ContainerNames {
        final Map<String, ContainerDescription> known = new HashMap<>();
        final List<ContainerIdentity> requested = new ArrayList<>();
        final List<String> released = new ArrayList<>();
        boolean closed;

        @Override
        public void request(ContainerIdentity container) {
            requested.add(container);
        }

        @Override
        public void release(String id) {
            released.add(id);
        }

        @Override
        public Optional<ContainerDescription> find(String id) {
            return Optional.ofNullable(known.get(id));
        }

        @Override
        public long version() {
            return known.size();
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    @BeforeEach
    void open() {
        containers = new Containers(HostRoots.of(directory.resolve("proc"), directory.resolve("sys")), names);
    }

    @AfterEach
    void close() {
        containers.close();
    }

    @Test
    void aNameArrivesWhileThePassesGoOn() throws IOException {
        Container unnamed = start(17, "/somewhere/" + WEB);
        assertThat(unnamed.name()).isEmpty();
        assertThat(pass(unnamed)).isSameAs(unnamed);
        names.known.put(
                WEB,
                new ContainerDescription(
                        Optional.of("docker"), Optional.of("web"), Map.of("container_label_a_b", "c")));

        Container named = pass(unnamed);

        assertThat(named)
                .isEqualTo(Container.of(WEB, "docker", "docker").named("web", Map.of("container_label_a_b", "c")));
        assertThat(pass(named)).isSameAs(named);
        assertThat(start(18, "/somewhere/" + WEB)).isSameAs(named);
    }

    @Test
    void aContainerThatComesBackIsNamedAtOnce() throws IOException {
        start(17, "/somewhere/" + WEB);
        names.known.put(WEB, new ContainerDescription(Optional.empty(), Optional.of("web"), Map.of()));
        containers.reportTotals(new Totals());
        containers.reportTotals(new Totals());
        assertThat(names.released).containsExactly(WEB);

        assertThat(start(19, "/somewhere/" + WEB).name()).contains("web");
    }

    @Test
    void aNameIsRequestedByWhatTheControlGroupSays() throws IOException {
        start(17, "/somewhere/" + WEB);

        assertThat(names.requested)
                .containsExactly(
                        new ContainerIdentity(WEB, Optional.empty(), false, Optional.empty(), OptionalLong.empty()));
    }

    @Test
    void theNameOfAContainerWithANameInItsPathIsNotRequested() throws IOException {
        start(17, "/lxc.payload.web");
        containers.reportTotals(new Totals());

        assertThat(names.requested).isEmpty();
    }

    @Test
    void closingEndsTheRequests() {
        containers.close();

        assertThat(names.closed).isTrue();
    }

    @Test
    void withoutTheModuleForNamesTheyStayUnknown() {
        assertThat(ContainerNames.load()).isSameAs(ContainerNames.UNKNOWN);
    }

    private Container start(long pid, String path) throws IOException {
        Path process = Files.createDirectories(directory.resolve("proc").resolve(Long.toString(pid)));
        Files.writeString(process.resolve("cgroup"), "0::" + path + "\n");
        return containers.membership(process).container().orElseThrow();
    }

    private Container pass(Container container) {
        Container current = containers.current(container);
        containers.reportTotals(new Totals());
        return containers.current(current);
    }
}
