package io.scaph.api.internal.tick;

import static io.scaph.api.internal.tick.Rig.JOULE;
import static io.scaph.api.internal.tick.Rig.SECOND;
import static io.scaph.api.internal.tick.Rig.energy;
import static io.scaph.api.testing.FakeWorkloads.process;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaph.api.snapshot.Snapshot;
import io.scaph.api.testing.Domains;
import io.scaph.api.testing.FakeSensor;
import io.scaph.api.topology.Domain;
import io.scaph.api.workload.ProcessInfo;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Counters that cannot be read, stand still, restart or were suspended. */
class TickGapTest {
    private final Domain pkg0 = Domains.pkg(0);
    private final FakeSensor sensor = FakeSensor.of(pkg0);
    private final ProcessInfo one = process(1);

    @Test
    void aGapIsNamedAndGoesAway() {
        Rig rig = new Rig(sensor);
        sensor.failing(pkg0, true);
        rig.tick();
        String gap = rig.domain(pkg0).gap().orElseThrow();
        sensor.failing(pkg0, false);
        sensor.add(pkg0, JOULE);

        rig.tick();

        assertThat(gap).isEqualTo("broken on purpose");
        assertThat(rig.domain(pkg0).gap()).isEmpty();
        assertThat(rig.domain(pkg0).corrections().recoveries()).isEqualTo(1);
    }

    @Test
    void aLongGapIsNamedAndItsTimeIsNotKnown() {
        Rig rig = new Rig(sensor);
        sensor.add(pkg0, 7 * JOULE);

        rig.tickAfter(3_600 * SECOND);

        assertThat(rig.domain(pkg0).gap()).isPresent();
        assertThat(rig.domain(pkg0).knownTime().toNanos()).isZero();
        assertThat(rig.domain(pkg0).corrections().longGaps()).isEqualTo(1);
        assertThat(rig.domain(pkg0).corrections().lostAtLeast().microjoules()).isEqualTo(7 * JOULE);
    }

    @Test
    void aPackageThatStandsStillIsUnknownUntilItMoves() {
        Rig rig = new Rig(sensor);
        sensor.add(pkg0, JOULE);
        rig.tick();
        rig.workloads.use(one, 4 * SECOND);
        for (int i = 0; i < 4; i++) {
            rig.tick();
        }
        long knownWhileStill = rig.domain(pkg0).knownTime().toNanos();
        sensor.add(pkg0, 100 * JOULE);

        Snapshot moved = rig.tick();

        assertThat(knownWhileStill).isEqualTo(SECOND);
        assertThat(rig.domain(pkg0).knownTime().toNanos()).isEqualTo(6 * SECOND);
        assertThat(energy(moved, one)).isEqualTo(20 * JOULE);
    }

    @Test
    void aPackageThatStandsStillForLongIsCalledFrozen() {
        Rig rig = new Rig(sensor);
        for (int i = 0; i < 9; i++) {
            rig.tick();
        }
        Optional<String> early = rig.domain(pkg0).gap();

        rig.tick();

        assertThat(early).isEmpty();
        assertThat(rig.domain(pkg0).gap().orElseThrow()).contains("does not move");
    }

    @Test
    void energyAcrossASuspendIsUnknownEvenIfItLooksLikeAWrap() {
        Rig rig = new Rig(sensor);
        sensor.add(pkg0, 10 * JOULE);
        rig.tick();
        sensor.set(pkg0, 5);
        sensor.suspend();
        rig.tick();
        long afterSuspend = rig.domain(pkg0).energy().microjoules();
        sensor.add(pkg0, 30 * JOULE);

        rig.tick();

        assertThat(afterSuspend).isEqualTo(10 * JOULE);
        assertThat(rig.domain(pkg0).energy().microjoules()).isEqualTo(40 * JOULE);
        assertThat(rig.domain(pkg0).knownTime().toNanos()).isEqualTo(2 * SECOND);
        assertThat(rig.domain(pkg0).corrections().suspends()).isEqualTo(1);
    }

    @Test
    void acrossARestartOfOneCounterItsOwnEnergyIsUnknownThoughItFitsTheOldOne() {
        Domain dram = Domains.dram(0);
        FakeSensor two = FakeSensor.of(pkg0, dram);
        Rig rig = new Rig(two);
        two.add(pkg0, 10 * JOULE);
        two.add(dram, 10 * JOULE);
        two.restart(dram);
        rig.tick();
        two.add(pkg0, 1 * JOULE);
        two.add(dram, 1 * JOULE);

        rig.tick();

        assertThat(rig.domain(pkg0).energy().microjoules()).isEqualTo(11 * JOULE);
        assertThat(rig.domain(pkg0).knownTime().toNanos()).isEqualTo(2 * SECOND);
        assertThat(rig.domain(dram).energy().microjoules()).isEqualTo(JOULE);
        assertThat(rig.domain(dram).knownTime().toNanos()).isEqualTo(SECOND);
        assertThat(rig.domain(dram).corrections().suspends()).isEqualTo(1);
    }

    @Test
    void aRestartReportedInASweepThatIsRepeatedIsNotForgotten() {
        Rig rig = new Rig(sensor);
        sensor.add(pkg0, 10 * JOULE);
        sensor.restart(pkg0);
        int reads = sensor.reads();
        sensor.intercept(() -> {
            if (sensor.reads() == reads + 1) {
                rig.clock.advance(5_000_000);
            }
        });

        rig.tick();

        assertThat(sensor.reads()).isEqualTo(reads + 2);
        assertThat(rig.domain(pkg0).energy().microjoules()).isZero();
    }
}
