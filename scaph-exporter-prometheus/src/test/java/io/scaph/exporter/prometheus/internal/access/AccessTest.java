package io.scaph.exporter.prometheus.internal.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scaph.exporter.prometheus.internal.http.Limits;
import io.scaph.exporter.prometheus.internal.http.Listener;
import io.scaph.exporter.prometheus.internal.http.Response;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.util.Base64;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class AccessTest {
    @TempDir
    Path directory;

    private Path config(String text) throws IOException {
        for (String name : new String[] {"server.crt", "server.key", "server-rsa.key"}) {
            try (InputStream in = AccessTest.class.getResourceAsStream(name)) {
                Files.write(directory.resolve(name), in.readAllBytes());
            }
        }
        return Files.writeString(directory.resolve("web.yml"), text);
    }

    private static Listener open(Access access) throws IOException {
        return Listener.open(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                access.guard(request -> Response.text(200, "watts")),
                access,
                Limits.STANDARD);
    }

    private SSLContext trusting() throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry(
                "server", Certificates.read(directory.resolve("server.crt")).get(0));
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }

    @Test
    void aPasswordIsRequiredExceptForHealth() throws Exception {
        Access access = Access.of(config("basic_auth_users: {alice: " + WebConfigTest.HASH + "}"));
        try (Listener listener = open(access)) {
            String base = "http://127.0.0.1:" + listener.port();
            HttpURLConnection anonymous =
                    (HttpURLConnection) URI.create(base + "/metrics").toURL().openConnection();
            assertThat(anonymous.getResponseCode()).isEqualTo(401);
            assertThat(anonymous.getHeaderField("WWW-Authenticate")).startsWith("Basic realm=");
            HttpURLConnection health =
                    (HttpURLConnection) URI.create(base + "/-/healthy").toURL().openConnection();
            assertThat(health.getResponseCode()).isEqualTo(200);
            HttpURLConnection alice =
                    (HttpURLConnection) URI.create(base + "/metrics").toURL().openConnection();
            alice.setRequestProperty("Authorization", "Basic YWxpY2U6dGVzdA==");
            assertThat(alice.getResponseCode()).isEqualTo(200);
        }
    }

    @Test
    void withACertificateOnlyTlsIsAccepted() throws Exception {
        for (String key : new String[] {"server.key", "server-rsa.key"}) {
            Access access = Access.of(config("tls_server_config: {cert_file: server.crt, key_file: " + key + "}"));
            try (Listener listener = open(access)) {
                HttpsURLConnection connection =
                        (HttpsURLConnection) URI.create("https://localhost:" + listener.port() + "/metrics")
                                .toURL()
                                .openConnection();
                connection.setSSLSocketFactory(trusting().getSocketFactory());
                assertThat(new String(connection.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                        .isEqualTo("watts\n");

                try (Socket plain = new Socket(InetAddress.getLoopbackAddress(), listener.port())) {
                    plain.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                    assertThat(new String(plain.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1))
                            .doesNotContain("watts");
                }
            }
        }
    }

    @Test
    void aClientWithoutTheRequiredCertificateIsRefused() throws Exception {
        Access access = Access.of(config("tls_server_config: {cert_file: server.crt, key_file: server.key,"
                + " client_ca_file: server.crt, client_auth_type: RequireAndVerifyClientCert, max_version: TLS12}"));
        try (Listener listener = open(access)) {
            HttpsURLConnection connection =
                    (HttpsURLConnection) URI.create("https://localhost:" + listener.port() + "/metrics")
                            .toURL()
                            .openConnection();
            connection.setSSLSocketFactory(trusting().getSocketFactory());
            assertThatThrownBy(connection::getInputStream).isInstanceOfAny(SSLException.class, IOException.class);
        }
    }

    @Test
    void aFileThatIsMissingOrNoKeyIsNamed() throws IOException {
        Path noKey = config("tls_server_config: {cert_file: server.crt, key_file: server.crt}");
        assertThatThrownBy(() -> Access.of(noKey)).hasMessageContaining("server.crt: there is no private key in it");
        Path noFile = config("tls_server_config: {cert_file: nothing.crt, key_file: server.key}");
        assertThatThrownBy(() -> Access.of(noFile)).hasMessageContaining("nothing.crt: no such file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"RSA", "EC", "Ed25519"})
    void aKeyThatIsNotTheCertificatesIsRefusedAtTheStart(String algorithm) throws Exception {
        Path config = config("tls_server_config: {cert_file: server.crt, key_file: other.key}");
        byte[] other = KeyPairGenerator.getInstance(algorithm)
                .generateKeyPair()
                .getPrivate()
                .getEncoded();
        Files.writeString(
                directory.resolve("other.key"),
                "-----BEGIN PRIVATE KEY-----\n" + Base64.getMimeEncoder().encodeToString(other)
                        + "\n-----END PRIVATE KEY-----\n");

        assertThatThrownBy(() -> Access.of(config))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("other.key: this is not the key of the certificate in");
    }
}
