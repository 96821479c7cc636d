package io.scaph.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scaph.linux.container.name.ContainerDescription;
import io.scaph.linux.container.name.ContainerIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DockerNamesTest {
    private static final String WEB = "aa".repeat(32);
    private static final String DB = "bb".repeat(32);
    private static final long TIMEOUT_NANOS = 5_000_000_000L;
    private static final long SHORT_NANOS = 150_000_000L;

    private static final String LIST = """
            [{"Id": "%s", "Names": ["/db/alias", "/web"], "Image": "nginx",
              "Labels": {"org.opencontainers.image.title": "Nginx", "a/b": "1"},
              "HostConfig": {"NetworkMode": "default"}, "Mounts": [{"Type": "bind"}]},
             {"Id": "%s", "Names": null, "Labels": null}]
            """.formatted(WEB, DB);
    private static final String VERSION =
            "{\"Platform\": {\"Name\": \"x\"}, \"Components\": [{\"Name\": \"Engine\", \"Version\": \"1\"}], \"Version\": \"27.3.1\"}";

    @TempDir
    Path directory;

    private Path socket = Path.of("/");
    private FakeServer engine;

    @BeforeEach
    void listen() throws IOException {
        socket = directory.resolve("docker.sock");
        engine = FakeServer.unix(socket).on("/version", VERSION);
    }

    @AfterEach
    void close() {
        engine.close();
    }

    private static ContainerIdentity docker(String id) {
        return new ContainerIdentity(id, Optional.of("docker"), false, Optional.empty(), OptionalLong.empty());
    }

    private Map<String, ContainerDescription> ask(String... ids) throws IOException {
        return new DockerNames(socket, true, false, TIMEOUT_NANOS)
                .ask(Stream.of(ids).map(DockerNamesTest::docker).toList());
    }

    private static ContainerDescription one(Map<String, ContainerDescription> known, String id) {
        return Objects.requireNonNull(known.get(id));
    }

    static Stream<FakeServer.Reply> waysToSend() {
        return Stream.of(
                FakeServer.body(LIST),
                FakeServer.chunks(LIST, 1),
                FakeServer.chunks(LIST, 100_000),
                FakeServer.raw("HTTP/1.0 200 OK\n\n" + LIST),
                FakeServer.raw("HTTP/1.1 200 OK\r\nContent-Length: " + LIST.length() + "\r\n\r\n" + LIST + "and more"));
    }

    @ParameterizedTest
    @MethodSource("waysToSend")
    void aContainerHasItsNameAndItsLabels(FakeServer.Reply list) throws IOException {
        engine.on("/containers/json", list);

        ContainerDescription web = one(ask(WEB), WEB);

        assertThat(web.name()).contains("web");
        assertThat(web.runtime()).contains("docker");
        assertThat(web.labels())
                .containsExactly(
                        Map.entry("container_docker_version", "27.3.1"),
                        Map.entry("container_label_a_b", "1"),
                        Map.entry("container_label_org_opencontainers_image_title", "Nginx"));
    }

    @Test
    void aContainerWithoutANameHasNone() throws IOException {
        engine.on("/containers/json", LIST);

        assertThat(one(ask(DB), DB).name()).isEmpty();
    }

    @Test
    void whatTheListLacksIsAskedForByItsId() throws IOException {
        String other = "cc".repeat(32);
        engine.on("/containers/json", LIST)
                .on(
                        "/containers/" + other + "/json",
                        "{\"Id\": \"x\", \"Name\": \"/late\", \"State\": {}, \"Config\": {\"Env\": [\"SECRET=1\"], \"Labels\": {\"k\": \"v\"}}}");

        Map<String, ContainerDescription> known = ask(WEB, other, "dd".repeat(32));

        assertThat(known).containsOnlyKeys(WEB, other);
        assertThat(one(known, other).name()).contains("late");
        assertThat(one(known, other).labels())
                .containsEntry("container_label_k", "v")
                .doesNotContainValue("SECRET=1");
    }

    @Test
    void aListThatIsTooLargeIsReplacedBySingleQuestions() throws IOException {
        engine.on("/containers/json", FakeServer.raw("HTTP/1.1 200 OK\r\nContent-Length: 999999999\r\n\r\n["))
                .on("/containers/" + WEB + "/json", "{\"Name\": \"/web\"}");

        assertThat(one(ask(WEB), WEB).name()).contains("web");
    }

    @Test
    void podmanIsNotDocker() throws IOException {
        engine.on("/version", "{\"Components\": [{\"Name\": \"Podman Engine\"}], \"Version\": \"4.3.1\"}")
                .on("/containers/json", LIST);

        ContainerDescription web = one(ask(WEB), WEB);

        assertThat(web.runtime()).contains("podman");
        assertThat(web.labels()).doesNotContainKey("container_docker_version");
    }

    @Test
    void nothingIsAskedThatCostsTheEngineMuch() throws IOException {
        engine.on("/containers/json", LIST);
        ask(WEB);

        assertThat(engine.requests())
                .extracting(request -> request.lines().findFirst().orElse(""))
                .containsExactly("GET /version HTTP/1.1", "GET /containers/json HTTP/1.1");
        assertThat(engine.requests().get(0)).contains("\r\nHost: localhost\r\n");
    }

    static Stream<FakeServer.Reply> misbehaviours() {
        return Stream.of(
                FakeServer.raw(""),
                FakeServer.raw("\0\1\2\3"),
                FakeServer.raw("SSH-2.0-OpenSSH_9.2\r\n"),
                FakeServer.raw("HTTP/1.1 200 OK\r\nContent-Le"),
                FakeServer.raw("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n[{\"Id\": "),
                FakeServer.raw("HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n[]"),
                FakeServer.raw("HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n[]"),
                FakeServer.raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n[]"),
                FakeServer.raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n[]\r\n0\r\n\r\n"),
                FakeServer.raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nx\r\n[]"),
                FakeServer.raw("HTTP/1.1 200 OK\r\n" + "X: y\r\n".repeat(200) + "\r\n[]"),
                FakeServer.raw("HTTP/1.1 200 OK\r\nX: " + "y".repeat(10_000) + "\r\n\r\n[]"),
                FakeServer.body("[{\"Id\": \"a\""),
                FakeServer.body("garbage"),
                FakeServer.body(""),
                FakeServer.body("[".repeat(10_000)),
                FakeServer.status(500),
                FakeServer.status(301),
                FakeServer.hanging(""),
                FakeServer.hanging("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n["),
                FakeServer.dripping("HTTP/1.1 200 OK\r\n\r\n["),
                FakeServer.dripping("HTTP/1.1 200 OK\r\nX: "));
    }

    @ParameterizedTest
    @MethodSource("misbehaviours")
    void anyReplyEndsInTimeAsAnError(FakeServer.Reply reply) {
        engine.on("/containers/json", reply);
        DockerNames names = new DockerNames(socket, true, false, SHORT_NANOS);
        long begin = System.nanoTime();

        assertThatThrownBy(() -> names.ask(List.of(docker(WEB)))).isInstanceOf(IOException.class);

        assertThat(System.nanoTime() - begin).isLessThan(TIMEOUT_NANOS);
    }

    @Test
    void jsonOfAnotherKindIsIgnored() throws IOException {
        for (String json :
                List.of("{}", "[]", "[1, null, [], \"x\"]", "null", "[{\"Id\": 5, \"Names\": {}, \"Labels\": [1]}]")) {
            engine.on("/containers/json", json);
            assertThat(ask(WEB)).isEmpty();
        }
    }

    @Test
    void aSocketThatIsNotThereHasARemedy() {
        DockerNames names = new DockerNames(directory.resolve("none.sock"), true, false, SHORT_NANOS);

        assertThatThrownBy(() -> names.ask(List.of(docker(WEB))))
                .isInstanceOfSatisfying(
                        IOException.class,
                        failure -> assertThat(names.remedy(failure)).contains("DOCKER_HOST"));
    }

    @Test
    void aDeadSocketHasARemedy() throws IOException {
        engine.close();
        DockerNames names = new DockerNames(socket, true, false, SHORT_NANOS);

        assertThatThrownBy(() -> names.ask(List.of(docker(WEB))))
                .isInstanceOfSatisfying(
                        IOException.class,
                        failure -> assertThat(names.remedy(failure)).contains("curl --unix-socket " + socket));
    }

    @Test
    void onlyWhatMayBeItsOwnIsAskedOfIt() throws IOException {
        DockerNames docker = new DockerNames(socket, true, false, TIMEOUT_NANOS);
        DockerNames podman = new DockerNames(socket, false, true, TIMEOUT_NANOS);
        ContainerIdentity unknown =
                new ContainerIdentity(WEB, Optional.empty(), false, Optional.empty(), OptionalLong.empty());
        ContainerIdentity containerd =
                new ContainerIdentity(WEB, Optional.of("containerd"), true, Optional.empty(), OptionalLong.empty());
        ContainerIdentity odd = docker("x HTTP/1.1\r\nX: ");

        assertThat(docker.mayKnow(docker(WEB))).isTrue();
        assertThat(podman.mayKnow(docker(WEB))).isFalse();
        assertThat(docker.mayKnow(unknown)).isTrue();
        assertThat(podman.mayKnow(unknown)).isTrue();
        assertThat(docker.mayKnow(containerd)).isFalse();
        assertThat(docker.mayKnow(odd)).isFalse();
        assertThat(new DockerNames(directory.resolve("none"), true, false).mayKnow(unknown))
                .isFalse();
    }

    @Test
    void containersOfAUserAreAskedOfThatUserAlone() throws IOException {
        DockerNames docker = new DockerNames(socket, true, false, TIMEOUT_NANOS);
        int owner = (Integer) Files.getAttribute(socket, "unix:uid");

        assertThat(docker.mayKnow(new ContainerIdentity(
                        WEB, Optional.of("docker"), false, Optional.empty(), OptionalLong.of(owner))))
                .isTrue();
        assertThat(docker.mayKnow(new ContainerIdentity(
                        WEB, Optional.of("docker"), false, Optional.empty(), OptionalLong.of(owner + 1L))))
                .isFalse();
    }

    @Test
    void labelsAreSafeBoundedAndTheSameEachTime() {
        Map<String, String> foreign = new TreeMap<>(Map.of(
                "a.b",
                "dot",
                "a-b",
                "dash",
                "a_b",
                "as it is",
                "é\"}\n",
                "x\ny\u001b[2J",
                "",
                "no key",
                "k",
                "v".repeat(10_000)));
        foreign.put("long".repeat(100), "dropped");

        Map<String, String> labels = ContainerLabels.ofRuntime(foreign);

        assertThat(labels)
                .containsEntry("container_label_a_b", "as it is")
                .containsEntry("container_label_a_b_2", "dash")
                .containsEntry("container_label_a_b_3", "dot")
                .containsEntry("container_label_____", "x?y?[2J")
                .containsEntry("container_label_k", "v".repeat(256))
                .hasSize(5);
        assertThat(labels.keySet()).allMatch(key -> key.matches("[a-zA-Z0-9_]+"));
        for (int i = 0; i < 1_000; i++) {
            foreign.put("n" + i, "x");
        }
        assertThat(ContainerLabels.ofRuntime(foreign)).hasSize(64);
        assertThat(ContainerLabels.text("\ud83d\ude00".repeat(500)).codePoints().count())
                .isEqualTo(256);
        assertThat(ContainerLabels.text("a\ud83d")).isEqualTo("a?");
    }
}
