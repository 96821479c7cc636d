package io.scaph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class ServiceNotifierTest {
    private final BlockingQueue<Long> ticks = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> sent = new LinkedBlockingQueue<>();

    @Test
    void theFirstTickMakesTheServiceReadyAndEachLaterOneIsAKeepAlive() throws Exception {
        try (ServiceNotifier notifier = new ServiceNotifier(sent::add, true, ticks::take)) {
            notifier.start();
            ticks.add(1L);
            assertThat(sent.take()).isEqualTo("READY=1");
            ticks.add(2L);
            assertThat(sent.take()).isEqualTo("WATCHDOG=1");
            ticks.add(3L);
            assertThat(sent.take()).isEqualTo("WATCHDOG=1");
        }
    }

    @Test
    void aMonitorThatNoLongerTicksSendsNothing() throws Exception {
        try (ServiceNotifier notifier = new ServiceNotifier(sent::add, true, ticks::take)) {
            notifier.start();
            ticks.add(1L);
            assertThat(sent.take()).isEqualTo("READY=1");
            // A closed monitor returns its last tick again.
            ticks.add(1L);
        }
        assertThat(sent).doesNotContain("WATCHDOG=1");
    }

    @Test
    void aServiceThatIsNotWatchedSendsNoKeepAlive() throws Exception {
        try (ServiceNotifier notifier = new ServiceNotifier(sent::add, false, ticks::take)) {
            notifier.start();
            ticks.add(1L);
            assertThat(sent.take()).isEqualTo("READY=1");
            ticks.add(2L);
        }
        assertThat(sent).containsExactly("STOPPING=1");
    }

    @Test
    void theEndOfTheServiceIsReported() throws Exception {
        try (ServiceNotifier notifier = new ServiceNotifier(sent::add, true, ticks::take)) {
            notifier.start();
            ticks.add(1L);
            assertThat(sent.take()).isEqualTo("READY=1");
        }
        assertThat(sent).containsExactly("STOPPING=1");
    }

    @Test
    void aFailureToSendDoesNotEndTheReports() throws Exception {
        BlockingQueue<String> tried = new LinkedBlockingQueue<>();
        ServiceNotifier.Sender sender = state -> {
            tried.add(state);
            throw new IOException("nothing listens");
        };
        try (ServiceNotifier notifier = new ServiceNotifier(sender, true, ticks::take)) {
            notifier.start();
            ticks.add(1L);
            assertThat(tried.take()).isEqualTo("READY=1");
            ticks.add(2L);
            assertThat(tried.take()).isEqualTo("WATCHDOG=1");
        }
    }

    @Test
    void withoutANotifySocketNothingFollowsTheTicks() {
        try (ServiceNotifier notifier = ServiceNotifier.of(Map.of("WATCHDOG_USEC", "1000"), ticks::take)) {
            ticks.add(1L);
            notifier.start();
        }
        assertThat(ticks).containsExactly(1L);
    }

    @Test
    void theWatchdogIsOfTheProcessThatItNames() {
        assertThat(ServiceNotifier.isWatched(Map.of("WATCHDOG_USEC", "30000000"), 7))
                .isTrue();
        assertThat(ServiceNotifier.isWatched(Map.of("WATCHDOG_USEC", "30000000", "WATCHDOG_PID", "7"), 7))
                .isTrue();
        assertThat(ServiceNotifier.isWatched(Map.of("WATCHDOG_USEC", "30000000", "WATCHDOG_PID", "8"), 7))
                .isFalse();
        assertThat(ServiceNotifier.isWatched(Map.of("WATCHDOG_USEC", "0"), 7)).isFalse();
        assertThat(ServiceNotifier.isWatched(Map.of("WATCHDOG_PID", "7"), 7)).isFalse();
    }
}
