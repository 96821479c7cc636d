package io.scaph.containers;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaph.api.spi.NanoClock;
import io.scaph.linux.container.name.ContainerDescription;
import io.scaph.linux.container.name.ContainerIdentity;
import io.scaph.linux.container.name.ContainerNames;
import io.scaph.testkit.VirtualClock;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Sources that are made up, in virtual time. */
class RuntimeNamesTest {
    private final VirtualClock clock = new VirtualClock();
    private final Source docker = new Source("docker");
    private final Source kubernetes = new Source("kubernetes");
    private final RuntimeNames names = new RuntimeNames(List.of(docker, kubernetes), clock);

    private static final class Source implements NameSource {
        final Map<String, ContainerDescription> knows = new HashMap<>();
        final List<List<String>> questions = new ArrayList<>();
        final String runtime;
        boolean away;
        boolean broken;

        Source(String runtime) {
            this.runtime = runtime;
        }

        void knows(String id, String name, String... labels) {
            Map<String, String> values = new HashMap<>();
            for (int i = 0; i < labels.length; i += 2) {
                values.put(labels[i], labels[i + 1]);
            }
            knows.put(id, new ContainerDescription(Optional.empty(), Optional.of(name), values));
        }

        @Override
        public String title() {
            return runtime;
        }

        @Override
        public boolean mayKnow(ContainerIdentity container) {
            return container.inPod()
                    || container.runtime().filter(runtime::equals).isPresent();
        }

        @Override
        public Map<String, ContainerDescription> ask(Collection<ContainerIdentity> containers) throws IOException {
            questions.add(
                    containers.stream().map(ContainerIdentity::id).sorted().toList());
            if (away) {
                throw new IOException("away");
            }
            if (broken) {
                throw new IllegalStateException("broken");
            }
            Map<String, ContainerDescription> reply = new HashMap<>(knows);
            reply.keySet()
                    .retainAll(containers.stream().map(ContainerIdentity::id).toList());
            return reply;
        }

        @Override
        public String remedy(IOException failure) {
            return "wait";
        }
    }

    private static ContainerIdentity docker(String id) {
        return new ContainerIdentity(id, Optional.of("docker"), false, Optional.empty(), OptionalLong.empty());
    }

    private static ContainerIdentity pod(String id) {
        return new ContainerIdentity(id, Optional.empty(), true, Optional.empty(), OptionalLong.empty());
    }

    private void pass(long seconds) throws Exception {
        clock.sleepUntil(clock.nanoTime() + TimeUnit.SECONDS.toNanos(seconds));
        names.step();
    }

    private Optional<String> name(String id) {
        return names.find(id).flatMap(ContainerDescription::name);
    }

    @Test
    void noSourceIsAskedBeforeThereIsAContainer() throws Exception {
        assertThat(names.step()).isEqualTo(Long.MAX_VALUE);
        assertThat(docker.questions).isEmpty();
    }

    @Test
    void aNewContainerIsAskedAboutAtOnce() throws Exception {
        docker.knows("a", "web");
        names.add(docker("a"));
        names.step();

        assertThat(name("a")).contains("web");
        assertThat(names.version()).isEqualTo(1);
        assertThat(kubernetes.questions).isEmpty();
    }

    @Test
    void manyNewContainersAreOneQuestion() throws Exception {
        docker.knows("a", "web");
        names.add(docker("a"));
        names.step();
        for (int i = 0; i < 100; i++) {
            names.add(docker("b" + i));
            assertThat(names.step()).isPositive();
        }
        assertThat(docker.questions).hasSize(1);

        pass(2);
        assertThat(docker.questions).hasSize(2);
    }

    @Test
    void aNameMayCome() throws Exception {
        names.add(docker("a"));
        names.step();
        assertThat(name("a")).isEmpty();
        docker.knows("a", "web");

        pass(2);

        assertThat(name("a")).contains("web");
    }

    @Test
    void aContainerThatNoSourceKnowsIsRequestedLessAndLess() throws Exception {
        names.add(docker("a"));
        for (int i = 0; i < 3_600; i++) {
            pass(1);
        }

        assertThat(docker.questions).hasSizeBetween(15, 20);
    }

    @Test
    void aRuntimeThatIsAwayIsAskedLessAndLessAndFoundAgain() throws Exception {
        docker.away = true;
        docker.knows("a", "web");
        for (int i = 0; i < 3_600; i++) {
            // New ones do not make it come back.
            names.add(docker("b" + i % 10));
            names.add(docker("a"));
            pass(1);
        }
        assertThat(docker.questions).hasSizeBetween(15, 20);
        docker.away = false;

        pass(300);

        assertThat(name("a")).contains("web");
    }

    @Test
    void anReplyThatBreaksTheReaderIsAFailure() throws Exception {
        docker.broken = true;
        names.add(docker("a"));

        assertThat(names.step()).isPositive();
    }

    @Test
    void aRenamedContainerIsNoticedNowAndThen() throws Exception {
        docker.knows("a", "web");
        names.add(docker("a"));
        names.step();
        docker.knows("a", "www");
        pass(60);
        assertThat(name("a")).contains("web");

        pass(300);

        assertThat(name("a")).contains("www");
        assertThat(names.version()).isEqualTo(2);
    }

    @Test
    void whatStaysTheSameIsNoChange() throws Exception {
        docker.knows("a", "web");
        names.add(docker("a"));
        names.step();
        Optional<ContainerDescription> before = names.find("a");
        pass(301);

        assertThat(docker.questions).hasSize(2);
        assertThat(names.version()).isEqualTo(1);
        assertThat(names.find("a").orElseThrow()).isSameAs(before.orElseThrow());
    }

    @Test
    void oneThatEndedIsNotAskedAboutAndKeptForAWhile() throws Exception {
        docker.knows("a", "web");
        names.add(docker("a"));
        names.step();
        names.release("a");
        pass(301);
        assertThat(docker.questions).hasSize(1);
        assertThat(name("a")).contains("web");

        pass(600);

        assertThat(name("a")).isEmpty();
    }

    @Test
    void thoseThatEndedDoNotPileUp() throws Exception {
        for (int i = 0; i < 1_500; i++) {
            docker.knows("a" + i, "web");
            names.add(docker("a" + i));
            pass(2);
            names.release("a" + i);
        }
        names.step();

        assertThat(IntStream.range(0, 1_500)
                        .filter(i -> name("a" + i).isPresent())
                        .count())
                .isLessThanOrEqualTo(1_000);
    }

    @Test
    void theSchedulerNamesAContainerThatTheRuntimeKnowsAsWell() throws Exception {
        docker.knows("a", "k8s_web_web-0_shop", "l", "1", "m", "1");
        kubernetes.knows("a", "web", "m", "2");
        names.add(pod("a"));
        names.step();

        assertThat(name("a")).contains("web");
        assertThat(names.find("a").orElseThrow().labels()).containsExactly(Map.entry("l", "1"), Map.entry("m", "2"));
    }

    @Test
    void aPodThatIsKnownWithoutItsContainerIsAskedForAgain() throws Exception {
        kubernetes.knows.put("a", new ContainerDescription(Optional.empty(), Optional.empty(), Map.of("p", "1")));
        names.add(pod("a"));
        names.step();
        assertThat(names.find("a").orElseThrow().labels()).containsEntry("p", "1");
        kubernetes.knows("a", "web");

        pass(2);

        assertThat(name("a")).contains("web");
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
