package io.scaph.exporter.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaph.api.spi.NanoClock;
import java.io.IOException;
import java.net.ConnectException;
import java.net.HttpRetryException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;

class PusherTest {
    private static final long SECOND = 1_000_000_000;

    /** Passes at once, and ends the run after a while. */
    private static final class QuickTime implements NanoClock {
        private final long endNanos;
        private long nanos;

        QuickTime(long seconds) {
            endNanos = seconds * SECOND;
        }

        @Override
        public long nanoTime() {
            return nanos;
        }

        @Override
        public void sleepUntil(long deadlineNanos) throws InterruptedException {
            if (deadlineNanos > endNanos) {
                nanos = endNanos;
                throw new InterruptedException();
            }
            nanos = Math.max(nanos, deadlineNanos);
        }
    }

    private static List<Long> pushes(long seconds, Predicate<Long> away) {
        QuickTime time = new QuickTime(seconds);
        List<Long> arrived = new ArrayList<>();
        Pusher pusher = new Pusher(
                () -> {
                    long now = time.nanoTime() / SECOND;
                    if (away.test(now)) {
                        throw new IOException("away");
                    }
                    arrived.add(now);
                },
                "gateway",
                Duration.ofSeconds(30),
                time);
        pusher.run();
        return arrived;
    }

    @Test
    void itPushesAtASteadyPaceAndOnceMoreAtTheEnd() {
        assertThat(pushes(100, now -> false)).containsExactly(30L, 60L, 90L, 100L);
    }

    @Test
    void whatDidNotArriveIsTriedAgainSoonAndThenLessOften() {
        assertThat(pushes(100, now -> now >= 30 && now < 36)).containsExactly(37L, 60L, 90L, 100L);
    }

    @Test
    void aGatewayThatStaysAwayKeepsThePace() {
        assertThat(pushes(200, now -> now < 170)).containsExactly(180L, 200L);
        assertThat(pushes(100, now -> true)).isEmpty();
    }

    @Test
    void theGroupIsInThePath() {
        Map<String, String> group = new LinkedHashMap<>();
        group.put("job", "a b/c");
        group.put("instance", "höst 1");
        group.put("empty", "");
        group.put("up", "..");

        assertThat(new Gateway(URI.create("http://h:1/metrics"), group, true).address())
                .hasToString(
                        "http://h:1/metrics/job@base64/YSBiL2M=/instance/h%C3%B6st%201/empty@base64/=/up@base64/Li4=");
    }

    @Test
    void aFailureIsLoggedInWords() {
        assertThat(Pusher.reason(new UnknownHostException("gateway"))).isEqualTo("unknown host");
        assertThat(Pusher.reason(new ConnectException("Connection refused"))).isEqualTo("Connection refused");
        assertThat(Pusher.reason(new HttpRetryException("cannot retry", 401))).isEqualTo("HTTP status 401");
        assertThat(Pusher.reason(new SSLHandshakeException("PKIX path building failed:"
                        + " sun.security.provider.certpath.SunCertPathBuilderException: unable to find valid"
                        + " certification path to requested target")))
                .isEqualTo("TLS failed: PKIX path building failed: unable to find valid certification path to"
                        + " requested target");
    }
}
