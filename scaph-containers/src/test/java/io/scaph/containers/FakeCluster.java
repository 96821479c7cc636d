package io.scaph.containers;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaph.linux.container.name.ContainerIdentity;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A replacement for the API server, with certificates that are made here. */
abstract class FakeCluster {
    static final String WEB = "aa".repeat(32);
    static final String PAUSE = "bb".repeat(32);
    static final String INIT = "cc".repeat(32);
    static final String UID = "1a2b3c4d-0001-4002-8003-a1b2c3d4e5f6";
    static final String TOKEN = "eyJhbGciOi.s3cret-T0ken.sig_nature";
    static final String TARGET = "/api/v1/pods?resourceVersion=0&fieldSelector=spec.nodeName%3Dnode-1";
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

    FakeServer server;
    int port;

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

    void trust(String name) throws Exception {
        Files.writeString(
                account.resolve("ca.crt"),
                "-----BEGIN CERTIFICATE-----\n"
                        + Base64.getMimeEncoder()
                                .encodeToString(
                                        store(name).getCertificate("key").getEncoded())
                        + "\n-----END CERTIFICATE-----\n");
    }

    NameSource inCluster() {
        return KubernetesNames.find(
                        Map.of(
                                "KUBERNETES_SERVICE_HOST", "127.0.0.1",
                                "KUBERNETES_SERVICE_PORT", Integer.toString(port),
                                "NODE_NAME", "node-1"),
                        account)
                .orElseThrow();
    }

    static ContainerIdentity pod(String id) {
        return new ContainerIdentity(id, Optional.of("containerd"), true, Optional.of(UID), OptionalLong.empty());
    }
}
