package io.scaph.api;

import static io.scaph.api.testing.Latches.awaitQuietly;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaph.api.internal.own.CpuClocks;
import io.scaph.api.scope.Scope;
import io.scaph.api.scope.ScopeEnergy;
import io.scaph.api.scope.ScopeWarning;
import io.scaph.api.snapshot.SnapshotReader;
import io.scaph.api.spi.Sensor;
import io.scaph.api.spi.SensorUnavailableException;
import io.scaph.api.spi.WorkloadSource;
import io.scaph.api.testing.Domains;
import io.scaph.api.testing.FakeSensor;
import io.scaph.api.testing.FakeWorkloads;
import io.scaph.api.testing.MonitoredMachine;
import io.scaph.api.topology.Domain;
import io.scaph.api.topology.DomainKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Scopes where counters, clocks or the monitor fail or are slow, and scopes of several threads. */
class ScopeFaultTest extends MonitoredMachine {
    private Monitor monitor;

    @BeforeEach
    void openMonitor() throws SensorUnavailableException {
        monitor = open();
    }

    @AfterEach
    void close() {
        monitor.close();
    }

    @Test
    void aCounterThatIsLostInBetweenIsAGap() {
        Scope scope = monitor.scope("");
        work(SECOND, 4);
        sensor.failing(pkg, true);
        work(SECOND, 4);
        scope.close();

        assertThat(scope.energy().warnings()).contains(ScopeWarning.GAP);
    }

    @Test
    void aFailedReadThatIsMadeGoodIsNone() {
        Scope scope = monitor.scope("");
        work(SECOND, 4);
        sensor.failing(pkg, true);
        try (SnapshotReader reader = monitor.reader()) {
            reader.refresh();
        }
        sensor.failing(pkg, false);
        work(SECOND, 4);
        scope.close();

        assertThat(scope.energy().warnings()).isEmpty();
        assertThat(scope.energy().host().orElseThrow().joules()).isEqualTo(8);
    }

    @Test
    void aScopeWithoutTimeIsTooShortAndCostsWhatItsCpuTimeCostJustBefore() {
        try (SnapshotReader reader = monitor.reader()) {
            work(SECOND, 8);
            reader.refresh();
            Scope scope = monitor.scope("");
            clock.advance(0);
            scope.close();

            assertThat(scope.energy().warnings()).containsExactly(ScopeWarning.TOO_SHORT);
            assertThat(scope.energy().host().orElseThrow().energy().microjoules())
                    .isZero();
        }
    }

    @Test
    void theWorkOfAThreadIsUnknownWhereItsClockIs() {
        threadNanos.set(-1);
        ScopeEnergy energy = monitor.measure(() -> pass(SECOND, 4));

        assertThat(energy.thread()).isEmpty();
        assertThat(energy.warnings()).containsExactly(ScopeWarning.THREAD_UNKNOWN);
    }

    @Test
    void aScopeThatAnotherThreadClosesKnowsTheProcessOnly() throws Exception {
        Scope scope = monitor.scope("");
        work(SECOND, 4);
        Thread other = new Thread(scope::close);
        other.start();
        other.join();

        assertThat(scope.energy().process().orElseThrow().joules()).isEqualTo(2);
        assertThat(scope.energy().thread()).isEmpty();
        assertThat(scope.energy().warnings()).containsExactly(ScopeWarning.THREAD_UNKNOWN);
    }

    @Test
    void aScopeThatOutlivesTheMonitorSaysSo() {
        Scope scope = monitor.scope("");
        work(SECOND, 4);
        monitor.close();
        work(SECOND, 4);
        scope.close();

        assertThat(scope.energy().warnings()).contains(ScopeWarning.MONITOR_CLOSED);
    }

    @Test
    void anInterruptIsLeftAlone() {
        Thread.currentThread().interrupt();
        try {
            ScopeEnergy energy = monitor.measure(() -> work(SECOND, 4));

            assertThat(Thread.currentThread().isInterrupted()).isTrue();
            assertThat(energy.host().orElseThrow().joules()).isEqualTo(4);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void aThousandScopesAtTheSameTimeAreAllRight() throws Exception {
        List<Scope> scopes = new ArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            Callable<Scope> opening = () -> monitor.scope("one of many");
            for (Future<Scope> opened : threads.invokeAll(Collections.nCopies(1_000, opening))) {
                scopes.add(opened.get());
            }
            work(SECOND, 4);
            List<Callable<Object>> closings = new ArrayList<>();
            scopes.forEach(scope -> closings.add(Executors.callable(scope::close)));
            for (Future<Object> closed : threads.invokeAll(closings)) {
                closed.get();
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(scopes)
                .allSatisfy(scope -> assertThat(
                                scope.energy().process().orElseThrow().energy().microjoules())
                        .isEqualTo(2 * JOULE));
    }

    @Test
    void aTickThatReadsTheProcessesHoldsUpNoScope() throws Exception {
        CountDownLatch reading = new CountDownLatch(1);
        CountDownLatch free = new CountDownLatch(1);
        AtomicBoolean slow = new AtomicBoolean();
        WorkloadSource source = new WorkloadSource() {
            @Override
            public void read(Visitor visitor) {
                visitor.machine(4);
                if (slow.get()) {
                    reading.countDown();
                    awaitQuietly(free);
                }
            }

            @Override
            public void close() {
                // Holds nothing.
            }
        };
        try (Monitor slowMonitor = Monitor.builder()
                        .sensor(FakeSensor.of(Domains.pkg(0)))
                        .workloads(source)
                        .clock(clock)
                        .manualTicks()
                        .open();
                SnapshotReader reader = slowMonitor.reader()) {
            slow.set(true);
            Thread ticking = new Thread(reader::refresh);
            ticking.start();
            reading.await();
            Thread measuring = new Thread(() -> slowMonitor.scope("quick").close());
            measuring.start();
            measuring.join(5_000);
            boolean done = !measuring.isAlive();
            // Closing the monitor waits for the tick.
            free.countDown();
            ticking.join();

            assertThat(done).isTrue();
        }
    }

    @Test
    void aScopeWaitsNeitherForASlowSensorNorForOneThatHangs() throws Exception {
        CountDownLatch hangs = new CountDownLatch(1);
        CountDownLatch free = new CountDownLatch(1);
        AtomicBoolean hang = new AtomicBoolean();
        Sensor meter = Sensor.ofPower(Domain.of("wall", DomainKind.WALL), () -> {
            if (hang.get()) {
                hangs.countDown();
                awaitQuietly(free);
            }
            return 10;
        });
        Monitor hanging = Monitor.builder()
                .sensor(meter)
                .workloads(new FakeWorkloads(1))
                .tick(Duration.ofMillis(20))
                .open();
        hang.set(true);
        hangs.await();
        long begin = System.nanoTime();
        hanging.scope("while the tick hangs").close();
        long open = System.nanoTime() - begin;
        hanging.close();
        begin = System.nanoTime();
        hanging.scope("after the end").close();
        long closed = System.nanoTime() - begin;
        free.countDown();

        assertThat(Duration.ofNanos(open)).isLessThan(Duration.ofSeconds(1));
        assertThat(Duration.ofNanos(closed)).isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void aCpuClockThatThrowsIsUnknownAndCostsTheApplicationNothing() throws Exception {
        CpuClocks broken = new CpuClocks() {
            @Override
            public long processNanos() {
                throw new IllegalStateException("broken on purpose");
            }

            @Override
            public long threadNanos() {
                throw new NoClassDefFoundError("broken on purpose");
            }
        };
        try (Monitor guarded = Monitor.builder()
                .sensor("fake", "a fake", FakeSensor.of(pkg))
                .workloads(new FakeWorkloads(4).clocks(broken))
                .clock(clock)
                .manualTicks()
                .open()) {
            Scope scope = guarded.scope("block");
            scope.close();

            assertThat(scope.energy().processCpu()).isEmpty();
            assertThat(scope.energy().warnings()).contains(ScopeWarning.THREAD_UNKNOWN);
        }
    }
}
