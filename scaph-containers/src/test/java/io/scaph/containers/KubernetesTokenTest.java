package io.scaph.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whom the token of the account is shown, and what an unusual reply or account does. */
class KubernetesTokenTest extends FakeCluster {
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
}
