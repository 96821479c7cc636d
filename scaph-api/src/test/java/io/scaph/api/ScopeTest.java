package io.scaph.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scaph.api.energy.EnergyRange;
import io.scaph.api.scope.Scope;
import io.scaph.api.scope.ScopeEnergy;
import io.scaph.api.scope.ScopeWarning;
import io.scaph.api.snapshot.AllocationPolicy;
import io.scaph.api.snapshot.SnapshotReader;
import io.scaph.api.spi.SensorUnavailableException;
import io.scaph.api.testing.Domains;
import io.scaph.api.testing.FakeSensor;
import io.scaph.api.testing.FakeWorkloads;
import io.scaph.api.testing.MonitoredMachine;
import io.scaph.api.topology.Domain;
import io.scaph.api.topology.Quality;
import io.scaph.api.workload.ProcessInfo;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a scope shows, on a machine of 4 CPUs in virtual time. */
class ScopeTest extends MonitoredMachine {
    private final ProcessInfo other = FakeWorkloads.process(7);
    private Monitor monitor;

    @BeforeEach
    void openMonitor() throws SensorUnavailableException {
        monitor = open();
    }

    @AfterEach
    void close() {
        monitor.close();
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
                .workloads(workloads)
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
    void activeSharesByWhatOthersUsedInTheLastTicks() throws Exception {
        monitor.close();
        workloads.idle(0);
        try (Monitor active = builder().policy(AllocationPolicy.ACTIVE).open();
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
        return builder().sensor("gpu", "a fake", gpus).policy(policy).open();
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
        try (Monitor active = builder().policy(AllocationPolicy.ACTIVE).open()) {
            ScopeEnergy energy = active.measure(() -> work(SECOND, 4));

            assertThat(energy.warnings()).containsExactly(ScopeWarning.OTHERS_UNKNOWN);
            assertThat(energy.process().orElseThrow().joules()).isEqualTo(2);
        }
    }

    @Test
    @SuppressWarnings("NullAway") // what a caller without that check may do
    void aScopeNeedsAName() {
        assertThatThrownBy(() -> monitor.scope(null)).isInstanceOf(NullPointerException.class);
    }
}
