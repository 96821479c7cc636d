package io.scaph.testkit;

import static io.scaph.testkit.Machines.DRAM;
import static io.scaph.testkit.Machines.PACKAGE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scaph.api.Monitor;
import io.scaph.api.scope.Scope;
import io.scaph.api.scope.ScopeEnergy;
import io.scaph.api.scope.ScopeWarning;
import io.scaph.api.snapshot.AllocationPolicy;
import io.scaph.api.snapshot.Corrections;
import io.scaph.api.snapshot.Snapshot;
import io.scaph.api.snapshot.SnapshotReader;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimulatedMachineTest {
    private static final long SEVEN_JOULES = 7_000_000;

    private final VirtualClock clock = new VirtualClock();
    private final SimulatedMachine machine = Machines.of(clock);

    /** Two of 4 CPUs are busy: one with this program, one with another process. */
    @ParameterizedTest
    @CsvSource({"capacity, 28, 1", "active, 14, 1", "baseline=10, 24, 1", "capacity, 0.1, 280", "active, 0.7, 20"})
    void sevenJoulesOfWorkAreMeasuredAsSeven(String policy, double watts, long seconds) throws Exception {
        machine.watts(PACKAGE, watts).run(7, "mine", 1).self(7).run(8, "other", 1);
        try (Monitor monitor = machine.monitorBuilder()
                        .policy(AllocationPolicy.of(policy))
                        .open();
                SnapshotReader snapshots = monitor.reader()) {
            Scope scope = monitor.scope("work");
            clock.advance(Duration.ofSeconds(seconds));
            snapshots.refresh();
            scope.close();

            ScopeEnergy energy = scope.energy();
            assertThat(energy.process().orElseThrow().energy().microjoules()).isEqualTo(SEVEN_JOULES);
            assertThat(energy.host().orElseThrow().energy().microjoules()).isEqualTo(machine.hostMicrojoules());
            assertThat(energy.warnings()).isEmpty();
        }
    }

    @Test
    void readingOftenDoesNotChangeWhatIsRead() {
        machine.watts(PACKAGE, 0.1).run(7, "mine", 0.3);
        for (int i = 0; i < 100_000; i++) {
            clock.advance(Duration.ofNanos(7_000_001));
            machine.energyMicrojoules(PACKAGE);
            // Nothing in the first step, then 1 W and 2 W alternately.
            machine.watts(DRAM, 1.0 + i % 2);
        }

        assertThat(machine.energyMicrojoules(PACKAGE)).isEqualTo(70_000_010);
        assertThat(machine.energyMicrojoules(DRAM)).isEqualTo(1_049_986_149);
        assertThat(machine.cpuNanos(7)).isEqualTo(210_000_030_000L);
    }

    @Test
    void aWrapLosesNothing() {
        SimulatedMachine wrapping = Machines.of(clock, SimulatedZone.USUAL_RANGE)
                .wrapAfter(PACKAGE, 5_000_000)
                .watts(PACKAGE, 20);
        try (Monitor monitor = wrapping.monitor();
                SnapshotReader snapshots = monitor.reader()) {
            clock.advance(Duration.ofSeconds(1));

            Snapshot snapshot = snapshots.refresh();
            assertThat(snapshot.host().energy().microjoules()).isEqualTo(20_000_000);
            assertThat(corrections(snapshot).wraps()).isEqualTo(1);
        }
    }

    @Test
    void aSmallRangeWrapsAgainAndAgainAndLosesNothing() {
        SimulatedMachine small =
                Machines.of(clock, 100_000_000).watts(PACKAGE, 90).watts(DRAM, 0.5);
        try (Monitor monitor = small.monitor();
                SnapshotReader snapshots = monitor.reader()) {
            for (int i = 0; i < 1_000; i++) {
                clock.advance(Duration.ofMillis(20));
                snapshots.refresh();
            }

            assertThat(snapshots.latest().host().energy().microjoules()).isEqualTo(1_810_000_000);
            assertThat(corrections(snapshots.latest()).wraps()).isEqualTo(18);
        }
    }

    @Test
    void aCounterThatIsReadCanNotBeMoved() {
        SimulatedMachine wrapping = Machines.of(clock, SimulatedZone.USUAL_RANGE);
        wrapping.monitor().close();

        assertThatThrownBy(() -> wrapping.wrapAfter(PACKAGE, 1)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aCounterWithoutARangeCanNotWrap() {
        assertThatThrownBy(() -> machine.wrapAfter(PACKAGE, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("package-0 has a counter that never wraps");
    }

    @Test
    void energyThatCouldNotBeReadIsKnownWhenItCan() {
        machine.watts(PACKAGE, 20);
        try (Monitor monitor = machine.monitor();
                SnapshotReader snapshots = monitor.reader()) {
            machine.readable(PACKAGE, false);
            clock.advance(Duration.ofSeconds(1));
            assertThat(snapshots.refresh().host().energy().microjoules()).isZero();
            machine.readable(PACKAGE, true);
            clock.advance(Duration.ofSeconds(1));

            assertThat(snapshots.refresh().host().energy().microjoules())
                    .isEqualTo(machine.hostMicrojoules())
                    .isEqualTo(40_000_000);
        }
    }

    @Test
    void aSuspendWithinAScopeIsAGap() {
        machine.watts(PACKAGE, 20).run(7, "mine", 1).self(7);
        try (Monitor monitor = machine.monitor()) {
            Scope scope = monitor.scope("work");
            clock.advance(Duration.ofSeconds(1));
            machine.suspend();
            clock.advance(Duration.ofSeconds(1));
            scope.close();

            assertThat(scope.energy().warnings()).contains(ScopeWarning.GAP);
        }
    }

    @Test
    void everyMonitorSeesASuspendOnce() {
        machine.watts(PACKAGE, 20);
        try (Monitor first = machine.monitor();
                Monitor second = machine.monitor();
                SnapshotReader firstReader = first.reader();
                SnapshotReader secondReader = second.reader()) {
            clock.advance(Duration.ofSeconds(1));
            machine.suspend();
            clock.advance(Duration.ofSeconds(1));
            firstReader.refresh();
            clock.advance(Duration.ofSeconds(1));

            assertThat(corrections(firstReader.refresh()).suspends()).isEqualTo(1);
            assertThat(corrections(secondReader.refresh()).suspends()).isEqualTo(1);
        }
    }

    @Test
    void aMonitorThatIsOpenedLaterIsNotChargedForWhatProcessesUsedBefore() {
        machine.watts(PACKAGE, 40).run(7, "old", 2);
        machine.monitor().close();
        machine.run(8, "younger", 1);
        clock.advance(Duration.ofSeconds(100));
        try (Monitor monitor = machine.monitor();
                SnapshotReader snapshots = monitor.reader()) {
            clock.advance(Duration.ofSeconds(1));

            Snapshot snapshot = snapshots.refresh();
            assertThat(snapshot.processes())
                    .extracting(
                            line -> line.process().name() + " " + line.energy().microjoules())
                    .containsExactly("old 20000000", "younger 10000000");
        }
    }

    @Test
    void whatAProcessUsedIsKnownAfterItsEnd() {
        machine.run(7, "mine", 0.5);
        clock.advance(Duration.ofSeconds(2));
        machine.end(7);
        clock.advance(Duration.ofSeconds(2));

        assertThat(machine.cpuNanos(7)).isEqualTo(1_000_000_000);
        assertThat(machine.cpuNanos(8)).isZero();
    }

    private static Corrections corrections(Snapshot snapshot) {
        return snapshot.domains().get(0).corrections();
    }
}
