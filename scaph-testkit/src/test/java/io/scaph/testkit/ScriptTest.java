package io.scaph.testkit;

import static io.scaph.testkit.Machines.DRAM;
import static io.scaph.testkit.Machines.PACKAGE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scaph.api.Monitor;
import io.scaph.api.snapshot.Corrections;
import io.scaph.api.snapshot.DomainEnergy;
import io.scaph.api.snapshot.SnapshotReader;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ScriptTest {
    private final VirtualClock clock = new VirtualClock();
    private final SimulatedMachine machine = Machines.of(clock);

    @Test
    void thingsHappenAtTheirMoments() {
        machine.script()
                .watts(PACKAGE, 20)
                .forSeconds(3)
                .watts(PACKAGE, 50)
                .forSeconds(0.5)
                .watts(PACKAGE, 0);

        clock.advance(Duration.ofSeconds(1));
        assertThat(machine.energyMicrojoules(PACKAGE)).isEqualTo(20_000_000);
        clock.advance(Duration.ofSeconds(2));
        assertThat(machine.energyMicrojoules(PACKAGE)).isEqualTo(60_000_000);
        clock.advance(Duration.ofMillis(250));
        assertThat(machine.energyMicrojoules(PACKAGE)).isEqualTo(72_500_000);
        clock.advance(Duration.ofHours(1));
        assertThat(machine.energyMicrojoules(PACKAGE)).isEqualTo(85_000_000);
    }

    @Test
    void itDoesNotMatterHowFarTheClockIsMovedAtOnce() {
        for (SimulatedMachine each : new SimulatedMachine[] {machine, Machines.of(clock)}) {
            each.script()
                    .watts(PACKAGE, 20)
                    .run(7, "mine", 1)
                    .forSeconds(3)
                    .watts(PACKAGE, 50)
                    .end(7)
                    .forSeconds(2)
                    .run(7, "again", 3)
                    .watts(PACKAGE, 10)
                    .forSeconds(1)
                    .run(7, "again", 0.5);
        }
        for (int i = 0; i < 10_000; i++) {
            clock.advance(Duration.ofMillis(1));
            machine.hostMicrojoules();
        }

        assertThat(machine.hostMicrojoules()).isEqualTo(210_000_000);
        assertThat(machine.cpuNanos(7)).isEqualTo(5_000_000_000L);
        SimulatedMachine inOneStep = Machines.of(clock);
        inOneStep
                .script()
                .watts(PACKAGE, 20)
                .forSeconds(3)
                .watts(PACKAGE, 50)
                .forSeconds(2)
                .watts(PACKAGE, 10);
        clock.advance(Duration.ofSeconds(10));
        assertThat(inOneStep.hostMicrojoules()).isEqualTo(210_000_000);
    }

    @Test
    void whatIsWrittenLaterForTheSameMomentHappensLater() {
        machine.script().watts(PACKAGE, 20).watts(PACKAGE, 30);
        machine.script().watts(PACKAGE, 40);
        clock.advance(Duration.ofSeconds(1));

        assertThat(machine.energyMicrojoules(PACKAGE)).isEqualTo(40_000_000);
    }

    @Test
    void aScriptMayGoBackToAnEarlierMoment() {
        machine.script()
                .at(Duration.ofSeconds(2))
                .watts(PACKAGE, 0)
                .at(Duration.ofSeconds(1))
                .watts(PACKAGE, 10);
        clock.advance(Duration.ofSeconds(5));

        assertThat(machine.energyMicrojoules(PACKAGE)).isEqualTo(10_000_000);
    }

    @Test
    void aMomentThatIsOverCanNotBeWritten() {
        Script script = machine.script();
        clock.advance(Duration.ofSeconds(1));

        assertThatThrownBy(() -> script.watts(PACKAGE, 1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("1000000000 ns past");
        assertThat(machine.energyMicrojoules(PACKAGE)).isZero();
    }

    @Test
    void aWrongNameFailsWhereItIsWritten() {
        assertThatThrownBy(() -> machine.script().forSeconds(9).watts("package-9", 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("there is no domain package-9");
    }

    @Test
    void countersFailRecoverAndRestartWhileEnergyIsUsed() {
        machine.script()
                .watts(PACKAGE, 20)
                .watts(DRAM, 2)
                .forSeconds(1.5)
                .readable(PACKAGE, false)
                .forSeconds(2)
                .readable(PACKAGE, true)
                .reset(DRAM)
                .forSeconds(2)
                .suspend();
        try (Monitor monitor = machine.monitor();
                SnapshotReader snapshots = monitor.reader()) {
            for (int second = 1; second <= 7; second++) {
                clock.advance(Duration.ofSeconds(1));
                snapshots.refresh();
            }
            Corrections pkg = domain(snapshots, 0).corrections();
            assertThat(pkg.failedReads()).isEqualTo(2);
            assertThat(pkg.recoveries()).isEqualTo(1);
            assertThat(pkg.suspends()).isEqualTo(1);
            // From the last reading before the suspend to the first one after it nothing is known: 1 s.
            assertThat(domain(snapshots, 0).energy().microjoules()).isEqualTo(120_000_000);
            assertThat(domain(snapshots, 1).corrections().resets()).isEqualTo(1);
            assertThat(machine.energyMicrojoules(PACKAGE)).isEqualTo(140_000_000);
            assertThat(machine.energyMicrojoules(DRAM)).isEqualTo(14_000_000);
        }
    }

    @Test
    void aProcessThatStartsAndEndsBetweenTwoTicksIsNotSeen() {
        machine.script()
                .watts(PACKAGE, 40)
                .forSeconds(0.25)
                .run(7, "short", 4)
                .forSeconds(0.5)
                .end(7);
        try (Monitor monitor = machine.monitor();
                SnapshotReader snapshots = monitor.reader()) {
            clock.advance(Duration.ofSeconds(1));
            snapshots.refresh();

            assertThat(snapshots.latest().processes()).isEmpty();
            assertThat(snapshots.latest().idle().microjoules()).isEqualTo(20_000_000);
            assertThat(snapshots.latest().unattributed().microjoules()).isEqualTo(20_000_000);
        }
    }

    private static DomainEnergy domain(SnapshotReader snapshots, int index) {
        return snapshots.latest().domains().get(index);
    }
}
