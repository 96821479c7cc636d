package io.scaph.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scaph.linux.container.name.ContainerDescription;
import io.scaph.linux.container.name.ContainerIdentity;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A replacement for the API server, with certificates that are made here. */
class KubernetesNamesTest {
    private static final String WEB = "aa".repeat(32);
    private static final String PAUSE = "bb".repeat(32);
    private static final String INIT = "cc".repeat(32);
    private static final String UID = "1a2b3c4d-0001-4002-8003-a1b2c3d4e5f6";
    private static final String TOKEN = "eyJhbGciOi.s3cret-T0ken.sig_nature";
    private static final String TARGET = "/api/v1/pods?resourceVersion=0&fieldSelector=spec.nodeName%3Dnode-1";
    private static final char[] PASSWORD = "changeit".toCharArray();

    private static final String PODS = """
            {"kind": "PodList", "apiVersion": "v1", "metadata": {"resourceVersion": "1"}, "items": [
              {"metadata": {"name": "web-0", "namespace": "shop", "uid": "%s", "labels": {"app": "web"},
                            "annotations": {"x": "y"}, "managedFields": [{"f": {}}]},
               "spec": {"nodeName": "node-1", "containers": [{"name": "web", "env": [{"value": "SECRET"}]}]},
               "status": {"phase": "Running",
                 "initContainerStatuses": [{"name": "init", "containerID": "containerd://%s"}],
                 "containerStatuses": [{"name": "web", "containerID": "containerd://%s", "state": {"running": {}}},
                                       {"name": "waiting", "state": {"waiting": {}}}]}},
              {"metadata": {"name": "etcd-node-1", "namespace": "kube-system", "uid": "other",
                            "annotations": {"kubernetes.io/config.hash": "0123456789abcdef0123456789abcdef"}},
               "spec": {"nodeName": "node-1"}, "status": {}}]}
            """.formatted(UID, INIT, WEB);

    @TempDir
    static Path keys;

    @TempDir
    Path account;

    private FakeServer server;
    private int port;

    @BeforeAll
    static void makeKeys() throws Exception {
        for (String name : List.of("right", "other")) {
            Process keytool = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "keytool")
                                    .toString(),
                            "-genkeypair",
                            "-alias",
                            "key",
                            "-keyalg",
                            "EC",
                            "-validity",
                            "2",
                            "-dname",
                            "CN=" + name,
                            "-ext",
                            "SAN=ip:127.0.0.1",
                            "-ext",
                            "BC=ca:true",
                            "-storetype",
                            "PKCS12",
                            "-keystore",
                            keys.resolve(name).toString(),
                            "-storepass",
                            new String(PASSWORD))
                    .redirectErrorStream(true)
                    .start();
            keytool.getInputStream().readAllBytes();
            assertThat(keytool.waitFor()).isZero();
        }
    }

    private static KeyStore store(String name) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keys.resolve(name))) {
            store.load(in, PASSWORD);
        }
        return store;
    }

    @BeforeEach
    void listen() throws Exception {
        trust("right");
        Files.writeString(account.resolve("token"), TOKEN + "\n");
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store("right"), PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        ServerSocket socket =
                context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        port = socket.getLocalPort();
        server = FakeServer.tcp(socket).on(TARGET, PODS).on("/pods", PODS);
    }

    @AfterEach
    void close() {
        server.close();
    }

    private void trust(String name) throws Exception {
        Files.writeString(
                account.resolve("ca.crt"),
                "-----BEGIN CERTIFICATE-----\n"
                        + Base64.getMimeEncoder()
                                .encodeToString(
                                        store(name).getCertificate("key").getEncoded())
                        + "\n-----END CERTIFICATE-----\n");
    }

    private NameSource inCluster() {
        return KubernetesNames.find(
                        Map.of(
                                "KUBERNETES_SERVICE_HOST", "127.0.0.1",
                                "KUBERNETES_SERVICE_PORT", Integer.toString(port),
                                "NODE_NAME", "node-1"),
                        account)
                .orElseThrow();
    }

    private static ContainerIdentity pod(String id) {
        return new ContainerIdentity(id, Optional.of("containerd"), true, Optional.of(UID), OptionalLong.empty());
    }

    private static ContainerDescription one(Map<String, ContainerDescription> known, String id) {
        return Objects.requireNonNull(known.get(id));
    }

    @Test
    void aContainerOfAPodIsNamedWithItsPod() throws Exception {
        Map<String, ContainerDescription> known = inCluster().ask(List.of(pod(WEB), pod(INIT), pod(PAUSE)));

        assertThat(one(known, WEB).name()).contains("web");
        assertThat(one(known, WEB).labels())
                .containsExactly(
                        Map.entry("kubernetes_node_name", "node-1"),
                        Map.entry("kubernetes_pod_name", "web-0"),
                        Map.entry("kubernetes_pod_namespace", "shop"));
        assertThat(one(known, INIT).name()).contains("init");
        assertThat(one(known, PAUSE).name()).isEmpty();
        assertThat(one(known, PAUSE).labels()).containsEntry("kubernetes_pod_name", "web-0");
    }

    @Test
    void aStaticPodIsFoundByItsHash() throws Exception {
        ContainerIdentity etcd = new ContainerIdentity(
                PAUSE, Optional.empty(), true, Optional.of("0123456789abcdef0123456789abcdef"), OptionalLong.empty());

        assertThat(one(inCluster().ask(List.of(etcd)), PAUSE).labels())
                .containsEntry("kubernetes_pod_name", "etcd-node-1");
    }

    @Test
    void onlyThisNodeIsAskedForAndWithTheTokenOfNow() throws Exception {
        NameSource source = inCluster();
        source.ask(List.of(pod(WEB)));
        Files.writeString(account.resolve("token"), "renewed");
        source.ask(List.of(pod(WEB)));

        assertThat(server.requests()).hasSize(2);
        assertThat(server.requests().get(0)).startsWith("GET " + TARGET + " ").contains("Bearer " + TOKEN + "\r\n");
        assertThat(server.requests().get(1)).contains("Bearer renewed\r\n");
    }

    @Test
    void aKubeletMayBeAskedInstead() throws Exception {
        NameSource kubelet = KubernetesNames.find(Map.of("SCAPH_KUBELET", "https://127.0.0.1:" + port + "/"), account)
                .orElseThrow();

        assertThat(kubelet.ask(List.of(pod(WEB)))).containsKey(WEB);
        assertThat(server.requests().get(0)).startsWith("GET /pods ");
    }

    @Test
    void aServerOfAnotherAuthorityDoesNotGetTheToken() throws Exception {
        trust("other");
        NameSource source = inCluster();

        assertThatThrownBy(() -> source.ask(List.of(pod(WEB)))).isInstanceOf(IOException.class);

        assertThat(server.requests()).isEmpty();
        trust("right");
        assertThat(source.ask(List.of(pod(WEB)))).containsKey(WEB);
    }

    @Test
    void aServerWithAnotherNameDoesNotGetTheToken() {
        NameSource source = KubernetesNames.find(Map.of("SCAPH_KUBELET", "https://localhost:" + port), account)
                .orElseThrow();

        assertThatThrownBy(() -> source.ask(List.of(pod(WEB)))).isInstanceOf(IOException.class);

        assertThat(server.requests()).isEmpty();
    }

    @Test
    void aRedirectIsNotFollowed() {
        server.on(
                TARGET,
                FakeServer.raw("HTTP/1.1 302 Found\r\nLocation: https://127.0.0.1:" + port
                        + "/pods\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"));

        assertThatThrownBy(() -> inCluster().ask(List.of(pod(WEB)))).hasMessageContaining("HTTP status 302");
        assertThat(server.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    void anAccountThatMayNotHasARemedy(int status) {
        server.on(TARGET, FakeServer.status(status));
        NameSource source = inCluster();

        assertThatThrownBy(() -> source.ask(List.of(pod(WEB))))
                .isInstanceOfSatisfying(
                        IOException.class,
                        failure -> assertThat(source.remedy(failure)).contains("ClusterRole"));
    }

    static Stream<FakeServer.Reply> misbehaviours() {
        return Stream.of(
                FakeServer.raw(""),
                FakeServer.raw("\0\1"),
                FakeServer.raw("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"items\": ["),
                FakeServer.raw("HTTP/1.1 200 OK\r\nContent-Length: 999999999\r\n\r\n" + "x".repeat(200_000)),
                FakeServer.body("{\"items\": [{\"metadata\": "),
                FakeServer.body("{\"items\": " + "[".repeat(10_000)),
                FakeServer.status(500),
                FakeServer.hanging(""),
                FakeServer.hanging("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{"),
                FakeServer.dripping("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{"));
    }

    @ParameterizedTest
    @MethodSource("misbehaviours")
    void anyReplyEndsInTimeAsAnErrorWithoutTheToken(FakeServer.Reply reply) {
        server.on(TARGET, reply);
        ServiceAccount impatient = new ServiceAccount(account, Duration.ofMillis(400), 100_000);
        NameSource source = KubernetesNames.source("Kubernetes", "https://127.0.0.1:" + port, TARGET, impatient);

        assertThatThrownBy(() -> source.ask(List.of(pod(WEB)))).isInstanceOfSatisfying(IOException.class, failure -> {
            StringWriter trace = new StringWriter();
            failure.printStackTrace(new PrintWriter(trace));
            assertThat(trace.toString()).doesNotContain(TOKEN);
        });
    }

    @Test
    void jsonOfAnotherKindIsIgnored() throws Exception {
        for (String json : List.of(
                "{}",
                "[]",
                "null",
                "{\"items\": null}",
                "{\"items\": [1, null, {}, {\"metadata\": 5, \"status\": []}]}")) {
            assertThat(PodList.parse(json.getBytes(StandardCharsets.UTF_8)).containers())
                    .isEmpty();
        }
    }

    @Test
    void plainHttpAndStrangeAddressesAreRefused() {
        for (String address : List.of("http://127.0.0.1:" + port, "https://a:b@127.0.0.1", "ftp://x", "x y", "")) {
            NameSource source = KubernetesNames.find(Map.of("SCAPH_KUBELET", address + " "), account)
                    .orElseThrow();
            assertThatThrownBy(() -> source.ask(List.of(pod(WEB)))).hasMessageContaining("https://HOST:PORT");
        }
        assertThatThrownBy(() -> new ServiceAccount(account).get(URI.create("http://127.0.0.1/")))
                .hasMessageContaining("https only");
    }

    @Test
    void aTokenThatWouldBreakOutOfItsHeaderIsRefused() throws Exception {
        Files.writeString(account.resolve("token"), "abc\r\nX: y");

        assertThatThrownBy(() -> inCluster().ask(List.of(pod(WEB))))
                .hasMessageContaining("contains no token")
                .hasMessageNotContaining("abc");
    }

    @Test
    void aMissingAccountIsSaid() throws Exception {
        Files.delete(account.resolve("ca.crt"));
        assertThatThrownBy(() -> inCluster().ask(List.of(pod(WEB)))).hasMessageContaining("ca.crt: no such file");
        Files.writeString(account.resolve("ca.crt"), "nonsense");
        assertThatThrownBy(() -> inCluster().ask(List.of(pod(WEB)))).hasMessageContaining("ca.crt");
        Files.delete(account.resolve("token"));
        assertThatThrownBy(() -> inCluster().ask(List.of(pod(WEB)))).hasMessageContaining("token: no such file");
    }

    @Test
    void withoutTheNameOfItsNodeTheClusterIsNotAsked() {
        NameSource source = KubernetesNames.find(Map.of("KUBERNETES_SERVICE_HOST", "127.0.0.1"), account)
                .orElseThrow();

        assertThatThrownBy(() -> source.ask(List.of(pod(WEB))))
                .isInstanceOfSatisfying(
                        IOException.class,
                        failure -> assertThat(source.remedy(failure)).contains("NODE_NAME"));
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void outsideOfAClusterThereIsNoSource() {
        assertThat(KubernetesNames.find(Map.of(), account)).isEmpty();
    }

    @Test
    void onlyPodsThatRootMadeAreAskedFor() {
        ContainerIdentity plain =
                new ContainerIdentity(WEB, Optional.of("docker"), false, Optional.empty(), OptionalLong.empty());
        ContainerIdentity ofUser =
                new ContainerIdentity(WEB, Optional.empty(), true, Optional.of(UID), OptionalLong.of(1_000));

        assertThat(inCluster().mayKnow(pod(WEB))).isTrue();
        assertThat(inCluster().mayKnow(plain)).isFalse();
        assertThat(inCluster().mayKnow(ofUser)).isFalse();
    }
}
