package io.scaph.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scaph.api.energy.EnergyRange;
import io.scaph.api.internal.own.CpuClocks;
import io.scaph.api.scope.Scope;
import io.scaph.api.scope.ScopeEnergy;
import io.scaph.api.scope.ScopeWarning;
import io.scaph.api.snapshot.AllocationPolicy;
import io.scaph.api.snapshot.SnapshotReader;
import io.scaph.api.spi.Sensor;
import io.scaph.api.spi.SensorUnavailableException;
import io.scaph.api.spi.WorkloadSource;
import io.scaph.api.testing.Domains;
import io.scaph.api.testing.FakeSensor;
import io.scaph.api.testing.FakeWorkloads;
import io.scaph.api.testing.VirtualClock;
import io.scaph.api.topology.Domain;
import io.scaph.api.topology.DomainKind;
import io.scaph.api.topology.Quality;
import io.scaph.api.workload.ProcessInfo;
import java.io.IOException;
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
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Scopes on a machine of 4 CPUs in virtual time. */
class ScopeTest {
    private static final long SECOND = VirtualClock.SECOND;
    private static final long JOULE = 1_000_000;

    private final Domain pkg = Domains.pkg(0);
    private final FakeSensor sensor = FakeSensor.of(pkg);
    private final FakeWorkloads workloads = new FakeWorkloads(4);
    private final VirtualClock clock = new VirtualClock();
    private final ProcessInfo other = FakeWorkloads.process(7);
    private final AtomicLong processNanos = new AtomicLong();
    private final AtomicLong threadNanos = new AtomicLong();
    private Monitor monitor;

    private final CpuClocks cpu = new CpuClocks() {
        @Override
        public long processNanos() {
            return processNanos.get();
        }

        @Override
        public long threadNanos() {
            return threadNanos.get();
        }
    };

    private Monitor open(AllocationPolicy policy) throws SensorUnavailableException {
        return Monitor.builder()
                .sensor("fake", "a fake", sensor)
                .workloads(workloads.clocks(cpu))
                .clock(clock)
                .manualTicks()
                .policy(policy)
                .open();
    }

    @BeforeEach
    void open() throws SensorUnavailableException {
        monitor = open(AllocationPolicy.CAPACITY);
    }

    @AfterEach
    void close() {
        monitor.close();
    }

    private void pass(long nanos, long joules) {
        clock.advance(nanos);
        sensor.add(pkg, joules * JOULE);
    }

    /** The process works on 2 CPUs, the thread that asks on one of them. */
    private void work(long nanos, long joules) {
        pass(nanos, joules);
        processNanos.addAndGet(2 * nanos);
        threadNanos.addAndGet(nanos);
    }

    /** The JVM's clock of a process moves in steps of 10 ms, that of a thread does not. */
    @Test
    void theProcessUsedNoLessThanItsThread() {
        ScopeEnergy energy = monitor.measure(() -> {
            pass(SECOND, 40);
            threadNanos.addAndGet(SECOND);
        });

        assertThat(energy.thread()).contains(EnergyRange.ofMicrojoules(10 * JOULE, 10 * JOULE, 10 * JOULE));
        assertThat(energy.process()).isEqualTo(energy.thread());
        assertThat(energy.processCpu()).contains(Duration.ofSeconds(1));
    }

    @Test
    void aScopeShowsHostProcessAndThread() {
        work(SECOND, 1_000);
        Scope scope = monitor.scope("request");
        try (scope) {
            work(2 * SECOND, 40);
        }
        work(SECOND, 1_000);

        ScopeEnergy energy = scope.energy();
        assertThat(energy.name()).isEqualTo("request");
        assertThat(energy.duration()).isEqualTo(Duration.ofSeconds(2));
        assertThat(energy.host()).contains(EnergyRange.ofMicrojoules(40 * JOULE, 40 * JOULE, 40 * JOULE));
        assertThat(energy.process()).contains(EnergyRange.ofMicrojoules(20 * JOULE, 20 * JOULE, 20 * JOULE));
        assertThat(energy.thread()).contains(EnergyRange.ofMicrojoules(10 * JOULE, 10 * JOULE, 10 * JOULE));
        assertThat(energy.processCpu()).contains(Duration.ofSeconds(4));
        assertThat(energy.hostPower()).hasValue(20);
        assertThat(energy.processPower()).hasValue(10);
        assertThat(energy.quality()).isEqualTo(Quality.MEASURED);
        assertThat(energy.warnings()).isEmpty();
    }

    @Test
    void whileItIsOpenItShowsWhatWasUsedUpToNow() {
        Scope scope = monitor.scope("");
        work(SECOND, 4);

        assertThat(scope.energy().process().orElseThrow().joules()).isEqualTo(2);

        work(SECOND, 4);
        assertThat(scope.energy().process().orElseThrow().joules()).isEqualTo(4);
    }

    @Test
    void scopesAndTicksDoNotDisturbEachOther() {
        try (SnapshotReader reader = monitor.reader()) {
            Scope outer = monitor.scope("outer");
            for (int i = 0; i < 10; i++) {
                Scope inner = monitor.scope("inner");
                work(SECOND / 2, 3);
                inner.close();
                if (i % 3 == 0) {
                    reader.refresh();
                }
                assertThat(inner.energy().host().orElseThrow().energy().microjoules())
                        .isEqualTo(3 * JOULE);
            }
            outer.close();

            assertThat(outer.energy().host().orElseThrow().energy().microjoules())
                    .isEqualTo(30 * JOULE);
            assertThat(reader.refresh().host().energy().microjoules()).isEqualTo(30 * JOULE);
        }
    }

    @Test
    void closingTwiceChangesNothing() {
        Scope scope = monitor.scope("");
        work(SECOND, 4);
        scope.close();
        work(SECOND, 4);
        scope.close();

        assertThat(scope.energy().host().orElseThrow().joules()).isEqualTo(4);
    }

    @Test
    void anActionIsMeasuredAndAComputationReturnsItsResult() throws Exception {
        ScopeEnergy action = monitor.measure(() -> work(SECOND, 4));
        List<ScopeEnergy> computed = new ArrayList<>();
        String result = monitor.compute(
                () -> {
                    work(SECOND, 6);
                    return "done";
                },
                computed::add);

        assertThat(action.host().orElseThrow().joules()).isEqualTo(4);
        assertThat(result).isEqualTo("done");
        assertThat(computed).hasSize(1);
        assertThat(computed.get(0).host().orElseThrow().joules()).isEqualTo(6);
    }

    @Test
    void whatABlockThrowsComesThrough() {
        IOException thrown = new IOException("its own");

        assertThatThrownBy(() -> monitor.measure(() -> {
                    throw thrown;
                }))
                .isSameAs(thrown);
    }

    @Test
    void anEstimateHasTheIntervalOfItsModel() throws Exception {
        Domain guessed = Domains.estimated(0);
        FakeSensor model = FakeSensor.of(guessed);
        model.estimate(0.5, 2);
        try (Monitor estimating = Monitor.builder()
                .sensor("model", "a model", model)
                .workloads(workloads.clocks(cpu))
                .clock(clock)
                .manualTicks()
                .open()) {
            Scope scope = estimating.scope("guess");
            model.add(guessed, 40 * JOULE);
            clock.advance(SECOND);
            processNanos.addAndGet(SECOND);
            ScopeEnergy energy = scope.energy();

            assertThat(energy.host()).contains(EnergyRange.ofMicrojoules(40 * JOULE, 20 * JOULE, 80 * JOULE));
            assertThat(energy.process()).contains(EnergyRange.ofMicrojoules(10 * JOULE, 5 * JOULE, 20 * JOULE));
            assertThat(energy.quality()).isEqualTo(Quality.ESTIMATED);
        }
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
    void activeSharesByWhatOthersUsedInTheLastTicks() throws Exception {
        monitor.close();
        workloads.idle(0);
        try (Monitor active = open(AllocationPolicy.ACTIVE);
                SnapshotReader reader = active.reader()) {
            Scope scope = active.scope("");
            work(SECOND, 4);
            workloads.use(other, 2 * SECOND);
            workloads.idle(2 * SECOND);
            reader.refresh();
            scope.close();

            // 2 of 4 CPUs were busy, all of that time by us.
            assertThat(scope.energy().process().orElseThrow().joules()).isEqualTo(4);
            assertThat(scope.energy().warnings()).isEmpty();
        }
    }

    /** Opens a monitor for the package and a GPU next to it. */
    private Monitor withGpu(FakeSensor gpus, AllocationPolicy policy) throws SensorUnavailableException {
        monitor.close();
        return Monitor.builder()
                .sensor("fake", "a fake", sensor)
                .sensor("gpu", "a fake", gpus)
                .workloads(workloads.clocks(cpu))
                .clock(clock)
                .manualTicks()
                .policy(policy)
                .open();
    }

    @Test
    void theEnergyOfAGpuIsTheHostsAndNoPartOfCpuTime() throws Exception {
        FakeSensor gpus = FakeSensor.of(Domains.gpu(0));
        try (Monitor both = withGpu(gpus, AllocationPolicy.CAPACITY)) {
            ScopeEnergy energy = both.measure(() -> {
                gpus.add(Domains.gpu(0), 300 * JOULE);
                work(2 * SECOND, 40);
            });

            assertThat(energy.host().orElseThrow().joules()).isEqualTo(340);
            assertThat(energy.process().orElseThrow().joules()).isEqualTo(20);
            assertThat(energy.thread().orElseThrow().joules()).isEqualTo(10);
            assertThat(energy.warnings()).isEmpty();
        }
    }

    @Test
    void activeSharesTheEnergyOfCpusAloneByCpuTime() throws Exception {
        FakeSensor gpus = FakeSensor.of(Domains.gpu(0)).reportsUse();
        workloads.idle(0);
        try (Monitor both = withGpu(gpus, AllocationPolicy.ACTIVE);
                SnapshotReader reader = both.reader()) {
            Scope scope = both.scope("");
            work(SECOND, 4);
            gpus.add(Domains.gpu(0), 300 * JOULE);
            workloads.use(other, 2 * SECOND);
            workloads.idle(2 * SECOND);
            reader.refresh();
            scope.close();

            assertThat(scope.energy().process().orElseThrow().joules()).isEqualTo(4);
            assertThat(scope.energy().host().orElseThrow().joules()).isEqualTo(304);
        }
    }

    @Test
    void aGpuThatIsUnknownMakesTheProcessNoLessCertain() throws Exception {
        FakeSensor gpus = FakeSensor.of(Domains.gpu(0));
        try (Monitor both = withGpu(gpus, AllocationPolicy.CAPACITY)) {
            work(SECOND, 4);
            gpus.failing(Domains.gpu(0), true);
            ScopeEnergy energy = both.measure(() -> work(SECOND, 40));

            assertThat(energy.warnings()).contains(ScopeWarning.GAP);
            assertThat(energy.process()).contains(EnergyRange.ofMicrojoules(20 * JOULE, 20 * JOULE, 20 * JOULE));
        }
    }

    @Test
    void beforeTheFirstTickTheUseOfOthersIsUnknown() throws Exception {
        monitor.close();
        try (Monitor active = open(AllocationPolicy.ACTIVE)) {
            ScopeEnergy energy = active.measure(() -> work(SECOND, 4));

            assertThat(energy.warnings()).containsExactly(ScopeWarning.OTHERS_UNKNOWN);
            assertThat(energy.process().orElseThrow().joules()).isEqualTo(2);
        }
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

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
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
    @SuppressWarnings("NullAway") // what a caller without that check may do
    void aScopeNeedsAName() {
        assertThatThrownBy(() -> monitor.scope(null)).isInstanceOf(NullPointerException.class);
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
