package io.scaph.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scaph.api.energy.Energy;
import io.scaph.api.energy.EnergyRange;
import io.scaph.api.internal.own.CpuClocks;
import io.scaph.api.internal.scope.ScopeResult;
import io.scaph.api.scope.Scope;
import io.scaph.api.scope.ScopeEnergy;
import io.scaph.api.scope.ScopeWarning;
import io.scaph.api.testing.Domains;
import io.scaph.api.testing.FakeSensor;
import io.scaph.api.testing.FakeWorkloads;
import io.scaph.api.testing.VirtualClock;
import io.scaph.api.topology.Domain;
import io.scaph.api.topology.Quality;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a listener of scopes gets, on a machine of 4 CPUs in virtual time. */
@Timeout(30)
class ScopeListenerTest {
    private static final long SECOND = VirtualClock.SECOND;
    private static final long JOULE = 1_000_000;
    private static final int QUEUE = 10_000;

    private final Domain pkg = Domains.pkg(0);
    private final FakeSensor sensor = FakeSensor.of(pkg);
    private final VirtualClock clock = new VirtualClock();
    private final AtomicLong cpuNanos = new AtomicLong();
    private final BlockingQueue<ScopeEnergy> delivered = new LinkedBlockingQueue<>();

    private final CpuClocks cpu = new CpuClocks() {
        @Override
        public long processNanos() {
            return cpuNanos.get();
        }

        @Override
        public long threadNanos() {
            return cpuNanos.get();
        }
    };

    private Monitor open(Consumer<ScopeEnergy> listener) throws Exception {
        return Monitor.builder()
                .sensor("fake", "a fake", sensor)
                .workloads(new FakeWorkloads(4).clocks(cpu))
                .clock(clock)
                .manualTicks()
                .onScope(listener)
                .open();
    }

    private void work(long joules) {
        clock.advance(SECOND);
        sensor.add(pkg, joules * JOULE);
        cpuNanos.addAndGet(4 * SECOND);
    }

    private ScopeEnergy next() throws InterruptedException {
        ScopeEnergy energy = delivered.poll(10, TimeUnit.SECONDS);
        assertThat(energy).as("the next result").isNotNull();
        return energy;
    }

    @Test
    void everyClosedScopeIsDeliveredOnceInTheOrderOfClosing() throws Exception {
        try (Monitor monitor = open(delivered::add)) {
            Scope outer = monitor.scope("outer");
            monitor.scope("never closed");
            for (int i = 0; i < 100; i++) {
                Scope inner = monitor.scope("inner-" + i);
                work(1);
                inner.close();
                inner.close();
            }
            outer.close();
            outer.energy();
        }

        List<ScopeEnergy> all = new ArrayList<>(delivered);
        assertThat(all).hasSize(101);
        for (int i = 0; i < 100; i++) {
            assertThat(all.get(i).name()).isEqualTo("inner-" + i);
        }
        assertThat(all.get(100).name()).isEqualTo("outer");
        assertThat(all.get(100).host().orElseThrow().energy()).isEqualTo(Energy.ofJoules(100));
    }

    @Test
    void whatIsDeliveredIsTheEnergyOfTheScope() throws Exception {
        try (Monitor monitor = open(delivered::add)) {
            Scope scope = monitor.scope("checkout");
            try (scope) {
                work(10);
            }
            work(1_000);

            assertThat(next()).isEqualTo(scope.energy());
            assertThat(scope.energy()).hasToString("checkout: 10.0 J, 1.00 s, measured");
        }
    }

    @Test
    void aBlockThatThrowsIsDelivered() throws Exception {
        IOException thrown = new IOException("its own");
        try (Monitor monitor = open(delivered::add)) {
            assertThatThrownBy(() -> monitor.measure(() -> {
                        work(10);
                        throw thrown;
                    }))
                    .isSameAs(thrown);
            assertThat(next()).hasToString("10.0 J, 1.00 s, measured");

            List<ScopeEnergy> given = new ArrayList<>();
            assertThatThrownBy(() -> monitor.compute(
                            () -> {
                                work(20);
                                throw thrown;
                            },
                            given::add))
                    .isSameAs(thrown);
            assertThat(given).containsExactly(next());

            assertThatThrownBy(() -> {
                        try (Scope scope = monitor.scope("broken")) {
                            assertThat(scope.name()).isEqualTo("broken");
                            work(30);
                            throw new StackOverflowError("on purpose");
                        }
                    })
                    .isInstanceOf(StackOverflowError.class);
            assertThat(next()).hasToString("broken: 30.0 J, 1.00 s, measured");
        }
    }

    @Test
    void whatAComputationThrowsIsNotReplacedByWhatTheReceiverOfItsEnergyThrows() throws Exception {
        IOException thrown = new IOException("its own");
        IllegalStateException later = new IllegalStateException("the receiver's");
        try (Monitor monitor = open(delivered::add)) {
            assertThatThrownBy(() -> monitor.compute(
                            () -> {
                                throw thrown;
                            },
                            energy -> {
                                throw later;
                            }))
                    .isSameAs(thrown)
                    .hasSuppressedException(later);
            assertThatThrownBy(() -> monitor.compute(() -> "done", energy -> {
                        throw later;
                    }))
                    .isSameAs(later);
        }
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
            await(goOn);
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
            await(goOn);
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

    @Test
    void theLineForALogSaysWhatIsUncertain() throws Exception {
        try (Monitor monitor = open(delivered::add)) {
            monitor.scope("short").close();

            assertThat(next().toString())
                    .startsWith("short: energy unknown, 0.00 s, measured (")
                    .contains("too short for the counters");
        }
    }

    @Test
    void theLineForALogHasTheRange() {
        ScopeEnergy energy = new ScopeResult(
                "checkout",
                Duration.ofMinutes(20),
                Optional.empty(),
                Optional.of(EnergyRange.ofMicrojoules(2_410_000, 2_300_000, 2_520_000)),
                Optional.empty(),
                Optional.empty(),
                Quality.MEASURED,
                Set.of());

        assertThat(energy).hasToString("checkout: 2.41 J (2.30 to 2.52 J), 1200 s, measured");
        assertThat(energy.hostPower()).isEmpty();
        assertThat(energy.processPower().orElseThrow()).isBetween(0.0020, 0.0021);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
