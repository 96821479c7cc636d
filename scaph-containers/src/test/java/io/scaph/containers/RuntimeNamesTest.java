package io.scaph.containers;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaph.linux.container.name.ContainerDescription;
import io.scaph.linux.container.name.ContainerIdentity;
import io.scaph.testkit.VirtualClock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** When which source is asked about which container: sources that are made up, in virtual time. */
class RuntimeNamesTest {
    private final VirtualClock clock = new VirtualClock();
    private final MadeUpSource docker = new MadeUpSource("docker");
    private final MadeUpSource kubernetes = new MadeUpSource("kubernetes");
    private final RuntimeNames names = new RuntimeNames(List.of(docker, kubernetes), clock);

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
}
