package io.scaph.exporter.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PushAddressTest {
    @ParameterizedTest
    @CsvSource({
        "metrics, metrics",
        "/metrics, metrics",
        "metrics/, metrics",
        "//push//metrics//, push/metrics",
        "/push/metrics/, push/metrics",
    })
    void slashesAroundAPathAndDoubleOnesDoNotMatter(String given, String path) {
        assertThat(PrometheusProvider.suffix(given)).isEqualTo(path);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "//", "a b", "a?b", "a#b", "%2e"})
    void aSuffixThatIsNotAPathIsRefused(String given) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PrometheusProvider.suffix(given))
                .withMessageContaining("--suffix: '" + given + "' is not a path");
    }

    @Test
    void theHostIsAHostAndNothingElse() {
        assertThat(PrometheusPushProvider.base("http", "gateway.example", 9091, "/push/metrics/"))
                .hasToString("http://gateway.example:9091/push/metrics");
        assertThat(PrometheusPushProvider.base("https", "::1", 443, "metrics"))
                .hasToString("https://[::1]:443/metrics");
        for (String host : List.of(
                "",
                "http://gateway",
                "gateway/",
                "gateway/metrics",
                "user:secret@gateway",
                "gateway?x",
                "gateway#x",
                "a b")) {
            assertThatIllegalArgumentException()
                    .as(host)
                    .isThrownBy(() -> PrometheusPushProvider.base("http", host, 9091, "metrics"))
                    .withMessageStartingWith("--host: '" + host + "' is not a host name");
        }
    }
}
