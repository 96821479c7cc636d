package io.scaph.exporter.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class GatewayTest {
    private static final byte[] TEXT = zipped("watts 5\n");

    private ScriptedServer server;
    private Gateway gateway;

    private static byte[] zipped(String text) {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return zipped.toByteArray();
    }

    @BeforeEach
    void start() throws IOException {
        server = new ScriptedServer();
        gateway = gateway("/metrics");
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private Gateway gateway(String path) {
        return new Gateway(server.address().resolve(path), Map.of("job", "j"), true);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 307, 308})
    void aRedirectIsFollowedWithTheSameMethodAndBody(int status) throws IOException {
        server.reply("/metrics/job/j", status, "/push/metrics/job/j");

        gateway.put(TEXT);

        assertThat(server.requests())
                .containsExactly("PUT /metrics/job/j watts 5\n", "PUT /push/metrics/job/j watts 5\n");
    }

    @Test
    void aRedirectToAnotherServerIsFollowed() throws IOException {
        try (ScriptedServer other = new ScriptedServer()) {
            server.reply("/metrics/job/j", 308, other.address().resolve("/here").toString());

            gateway.put(TEXT);

            assertThat(other.requests()).containsExactly("PUT /here watts 5\n");
        }
    }

    @Test
    void redirectsWithoutEndAreGivenUp() throws IOException {
        server.reply("/metrics/job/j", 301, "/metrics/job/j");

        assertThatThrownBy(() -> gateway.put(TEXT))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("more than 5 redirects");
        assertThat(server.requests()).hasSize(6);
    }

    @Test
    void aRedirectThatAsksForAnotherMethodIsNotFollowed() throws IOException {
        server.reply("/metrics/job/j", 303, "/elsewhere");

        assertThatThrownBy(() -> gateway.put(TEXT)).hasMessageContaining("HTTP status 303");
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void aRefusalBehindARedirectNamesThePlace() throws IOException {
        server.reply("/metrics/job/j", 302, "/login");
        server.reply("/login", 405, "");

        assertThatThrownBy(() -> gateway.put(TEXT))
                .hasMessageContaining("HTTP status 405 of " + server.address().resolve("/login"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https://a/x | http://a/x        | from https to http://a/x is not followed",
                "http://a/x  | ftp://a/x         | which is not an address of HTTP",
                "http://a/x  | file:///etc/passwd | which is not an address of HTTP",
                "http://a/x  | http://a b/       | which is not an address",
                "http://a/x  |                   | without an address",
            })
    void anUnsafeRedirectIsRefused(URI from, String location, String reason) {
        assertThatThrownBy(() -> Gateway.redirect(from, location))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(reason);
    }

    @ParameterizedTest
    @CsvSource({
        "http://a/x/y, z, http://a/x/z",
        "http://a/x/y, /z, http://a/z",
        "http://a:1/x/y, //b/z, http://b/z",
        "http://a/x/y, https://a/x/y, https://a/x/y",
        "https://a/x/y, https://b/z, https://b/z",
    })
    void aRedirectIsRelativeToItsAddress(URI from, String location, URI to) throws IOException {
        assertThat(Gateway.redirect(from, location)).isEqualTo(to);
    }
}
