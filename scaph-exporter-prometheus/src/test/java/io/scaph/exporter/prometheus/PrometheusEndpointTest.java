package io.scaph.exporter.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.scaph.prometheus.MetricSchema;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How an endpoint is opened, and what its server replies. */
class PrometheusEndpointTest extends ScrapedEndpoint {
    @Test
    void severalScrapersEachSeeTheSamePowerWheneverTheyAsk() throws Exception {
        try (PrometheusEndpoint endpoint = open(MetricSchema.SCAPHANDRE)) {
            for (int i = 0; i < 5; i++) {
                tick(endpoint);
                for (int asked = 0; asked < 3; asked++) {
                    assertThat(text(endpoint))
                            .contains("scaph_host_power_microwatts{value_source=\"simulation\"} 100000000\n");
                }
            }
        }
    }

    @Test
    void theFormatIsNegotiatedAndCompressed() throws Exception {
        try (PrometheusEndpoint endpoint = open(MetricSchema.SCAPHANDRE)) {
            HttpURLConnection plain = request(endpoint, "/metrics");
            assertThat(plain.getContentType()).isEqualTo("text/plain; version=0.0.4; charset=utf-8");
            assertThat(plain.getContentEncoding()).isNull();

            HttpURLConnection open = request(endpoint, "/metrics");
            open.setRequestProperty("Accept", "application/openmetrics-text;version=1.0.0");
            open.setRequestProperty("Accept-Encoding", "gzip");
            assertThat(open.getContentType()).isEqualTo("application/openmetrics-text; version=1.0.0; charset=utf-8");
            assertThat(open.getContentEncoding()).isEqualTo("gzip");
            assertThat(new String(new GZIPInputStream(open.getInputStream()).readAllBytes(), StandardCharsets.UTF_8))
                    .endsWith("# EOF\n");
        }
    }

    @Test
    void thePageForPeopleRefersToNothingOutside() throws Exception {
        machine.run(66, "<script>alert(1)</script>\u0001\"", 1);
        try (PrometheusEndpoint endpoint = open(MetricSchema.SCAPHANDRE)) {
            tick(endpoint);
            for (String path : List.of("/", "/page.css", "/page.js")) {
                HttpURLConnection file = request(endpoint, path);
                assertThat(file.getHeaderField("Content-Security-Policy")).contains("default-src 'none'");
                assertThat(new String(file.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                        .doesNotContainPattern("(src|href|url|@import)[=( \"']+(https?:)?//");
            }
            String data =
                    new String(request(endpoint, "/page.json").getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(data)
                    .contains("\"quality\":\"measured\"")
                    .contains("\"watts\":100.000")
                    .contains("\\u003cscript>alert(1)\\u003c/script>\\u0001\\\"")
                    .doesNotContain("<");
        }
    }

    @Test
    void otherPathsAndMethodsGetTheRightStatus() throws Exception {
        try (PrometheusEndpoint endpoint = open(MetricSchema.SCAPHANDRE)) {
            assertThat(request(endpoint, "/nothing").getResponseCode()).isEqualTo(404);
            assertThat(request(endpoint, "/metrics/").getResponseCode()).isEqualTo(404);
            assertThat(request(endpoint, "/-/healthy").getResponseCode()).isEqualTo(200);
            assertThat(request(endpoint, "/-/ready").getResponseCode()).isEqualTo(200);
            HttpURLConnection post = request(endpoint, "/metrics");
            post.setRequestMethod("POST");
            assertThat(post.getResponseCode()).isEqualTo(405);
            assertThat(post.getHeaderField("Allow")).isEqualTo("GET, HEAD");
        }
    }

    @Test
    void aWebConfigurationFileProtectsTheMetricsOfAnApplication(@TempDir Path directory) throws Exception {
        // The password is "test".
        String hash = "$2b$12$hNf2lSsxfm0.i4a.1kVpSOVyBCfIB51VRjgBUyv6kdnyTlgWj81Ay";
        Path file = Files.writeString(directory.resolve("web.yml"), "basic_auth_users: {alice: " + hash + "}");
        try (PrometheusEndpoint endpoint =
                PrometheusEndpoint.builder().port(0).webConfig(file).open(monitor)) {
            assertThat(request(endpoint, "/metrics").getResponseCode()).isEqualTo(401);
            HttpURLConnection alice = request(endpoint, "/metrics");
            alice.setRequestProperty("Authorization", "Basic YWxpY2U6dGVzdA==");
            assertThat(alice.getResponseCode()).isEqualTo(200);
        }
    }

    @Test
    void messagesOfTheBuilderNameItsMethods() {
        PrometheusEndpoint.Builder builder = PrometheusEndpoint.builder();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.mostProcesses(-1))
                .withMessage("mostProcesses must be 0 or more, not -1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.mostUsers(-2))
                .withMessage("mostUsers must be 0 or more, not -2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.port(65_536))
                .withMessage("port must be from 0 to 65535, not 65536");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.path("a b"))
                .withMessage("path: 'a b' is not a path");
    }
}
