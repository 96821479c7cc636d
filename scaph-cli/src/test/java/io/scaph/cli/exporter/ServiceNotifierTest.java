package io.scaph.cli.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.BooleanSupplier;
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
    void whatCantBeSentIsSentAgainWithTheNextTick() throws Exception {
        BlockingQueue<String> tried = new LinkedBlockingQueue<>();
        ServiceNotifier.Sender sender = state -> {
            tried.add(state);
            if (tried.size() == 1) {
                throw new IOException("the queue is full");
            }
        };
        try (ServiceNotifier notifier = new ServiceNotifier(sender, true, ticks::take)) {
            notifier.start();
            ticks.add(1L);
            ticks.add(2L);
            ticks.add(3L);
            await(() -> tried.size() == 3);
        }
        assertThat(tried).containsExactly("READY=1", "READY=1", "WATCHDOG=1", "STOPPING=1");
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            Thread.sleep(1);
        }
    }

    @Test
    void withoutANotifySocketNoReaderIsOpened() {
        assertThat(ServiceNotifier.of(Map.of("WATCHDOG_USEC", "1000"), () -> {
                    throw new AssertionError("a reader that is not read keeps the lines of ended processes");
                }))
                .isNull();
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
