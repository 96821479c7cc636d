package io.scaph.api;

import static io.scaph.api.testing.Latches.awaitQuietly;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaph.api.scope.Scope;
import io.scaph.api.scope.ScopeEnergy;
import io.scaph.api.scope.ScopeWarning;
import io.scaph.api.testing.MonitoredMachine;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The thread that calls a listener of scopes: failures, the queue and the end. */
@Timeout(30)
class ScopeListenerThreadTest extends MonitoredMachine {
    private static final int QUEUE = 10_000;

    private final BlockingQueue<ScopeEnergy> delivered = new LinkedBlockingQueue<>();

    private Monitor open(Consumer<ScopeEnergy> listener) throws Exception {
        return builder().onScope(listener).open();
    }

    private ScopeEnergy next() throws InterruptedException {
        ScopeEnergy energy = delivered.poll(10, TimeUnit.SECONDS);
        assertThat(energy).as("the next result").isNotNull();
        return energy;
    }

    @Test
    void aListenerThatThrowsGetsTheNext() throws Exception {
        try (Monitor monitor = open(energy -> {
            delivered.add(energy);
            if (energy.name().equals("error")) {
                throw new LinkageError("on purpose");
            }
            throw new IllegalStateException("on purpose");
        })) {
            monitor.scope("first").close();
            monitor.scope("error").close();
            monitor.scope("third").close();

            assertThat(next().name()).isEqualTo("first");
            assertThat(next().name()).isEqualTo("error");
            assertThat(next().name()).isEqualTo("third");
        }
    }

    @Test
    void closingTheMonitorDeliversWhatWaits() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        Monitor monitor = open(energy -> {
            awaitQuietly(goOn);
            delivered.add(energy);
        });
        for (int i = 0; i < 1_000; i++) {
            monitor.scope("scope").close();
        }
        goOn.countDown();

        monitor.close();

        assertThat(delivered).hasSize(1_000);
    }

    @Test
    void aScopeThatIsClosedAfterTheMonitorIsNotDelivered() throws Exception {
        Monitor monitor = open(delivered::add);
        Scope late = monitor.scope("late");
        monitor.close();

        late.close();

        assertThat(delivered.poll(250, TimeUnit.MILLISECONDS)).isNull();
        assertThat(late.energy().warnings()).contains(ScopeWarning.MONITOR_CLOSED);
    }

    @Test
    void aListenerMayCloseTheMonitor() throws Exception {
        CountDownLatch closed = new CountDownLatch(1);
        List<Monitor> own = new CopyOnWriteArrayList<>();
        own.add(open(energy -> {
            own.get(0).close();
            closed.countDown();
        }));

        own.get(0).scope("last").close();

        assertThat(closed.await(1, TimeUnit.SECONDS)).isTrue();
        assertThat(sensor.closes()).isEqualTo(1);
    }

    @Test
    void aListenerThatBlocksLosesResultsBeyondTheQueueAndHoldsUpNoScope() throws Exception {
        CountDownLatch blocked = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Monitor monitor = open(energy -> {
            blocked.countDown();
            awaitQuietly(goOn);
            delivered.add(energy);
        });
        monitor.scope("first").close();
        blocked.await();

        for (int i = 0; i < QUEUE + 7; i++) {
            monitor.scope("scope").close();
        }
        assertThat(delivered).isEmpty();
        goOn.countDown();
        for (int i = 0; i < 1 + QUEUE; i++) {
            next();
        }
        monitor.scope("after").close();

        assertThat(next().name()).isEqualTo("after");
        monitor.close();
        assertThat(delivered).isEmpty();
    }

    @Test
    void theThreadIsADaemonOfOurs() throws Exception {
        List<Thread> threads = new CopyOnWriteArrayList<>();
        try (Monitor monitor = open(energy -> threads.add(Thread.currentThread()))) {
            monitor.scope("scope").close();
        }

        assertThat(threads).singleElement().satisfies(thread -> {
            assertThat(thread.isDaemon()).isTrue();
            assertThat(thread.getName()).isEqualTo("scaph-scopes");
            assertThat(thread.isAlive()).isFalse();
        });
    }
}
