package io.scaph.api.internal.tick;

import static io.scaph.api.internal.tick.Rig.JOULE;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaph.api.testing.Domains;
import io.scaph.api.testing.FakeSensor;
import io.scaph.api.topology.Domain;
import io.scaph.api.topology.Topology;
import java.util.List;
import org.junit.jupiter.api.Test;

class HostAccountTest {
    private final Domain psys = Domains.psys(Domains.RANGE);
    private final Domain pkg0 = Domains.pkg(0);
    private final Domain pkg1 = Domains.pkg(1);
    private final Domain dram = Domains.dram(0);
    private final Domain core = Domains.core(0);

    private final FakeSensor sensor = new FakeSensor(
            Topology.of(List.of(pkg0, core, dram, psys, pkg1), List.of(psys)).withoutPsys(List.of(pkg0, dram, pkg1)));
    private final Rig rig = new Rig(sensor);

    private void second(long psysJoules, long packageJoules) {
        use(psysJoules, packageJoules);
        rig.tick();
    }

    /** Both packages use the same, dram half of it. */
    private void use(long psysJoules, long packageJoules) {
        sensor.add(psys, psysJoules * JOULE);
        sensor.add(pkg0, packageJoules * JOULE);
        sensor.add(pkg1, packageJoules * JOULE);
        sensor.add(core, packageJoules * JOULE / 4);
        sensor.add(dram, packageJoules * JOULE / 2);
    }

    private List<Domain> root() {
        return rig.tickAfter(0).root();
    }

    @Test
    void psysIsTheHost() {
        second(100, 20);

        assertThat(rig.hostJoules()).isEqualTo(100);
        assertThat(root()).containsExactly(psys);
        assertThat(rig.tickAfter(0).rootRemark()).isEmpty();
    }

    @Test
    void withoutPsysTheHostIsPackagesAndDramButNeverCores() {
        FakeSensor plain = new FakeSensor(Topology.of(List.of(pkg0, core, dram, pkg1), List.of(pkg0, dram, pkg1)));
        Rig plainRig = new Rig(plain);
        plain.add(pkg0, 10 * JOULE);
        plain.add(core, 8 * JOULE);
        plain.add(dram, 3 * JOULE);
        plain.add(pkg1, 20 * JOULE);

        plainRig.tick();

        assertThat(plainRig.hostJoules()).isEqualTo(33);
    }

    @Test
    void psysThatIsLessThanItsPackagesIsLeftWithTheReason() {
        second(10, 20);

        assertThat(root()).containsExactly(pkg0, dram, pkg1);
        assertThat(rig.tickAfter(0).rootRemark())
                .hasValueSatisfying(reason -> assertThat(reason).contains("psys"));
    }

    @Test
    void psysIsLeftWithoutAJump() {
        for (int i = 0; i < 10; i++) {
            second(50, 20);
        }
        long before = rig.hostJoules();
        for (int i = 0; i < 50 && root().contains(psys); i++) {
            before = rig.hostJoules();
            second(1, 20);
        }

        assertThat(root()).doesNotContain(psys);
        assertThat(rig.hostJoules() - before).isEqualTo(2 * 20 + 10);
    }

    @Test
    void psysThatWasSaneForAMinuteIsTakenBackWithoutAJump() {
        second(10, 20);
        int seconds = 0;
        for (; seconds < 200 && !root().contains(psys); seconds++) {
            second(100, 20);
        }
        long before = rig.hostJoules();

        second(100, 20);

        assertThat(seconds).isBetween(60, 100);
        assertThat(before).isEqualTo((seconds + 1L) * (2 * 20 + 10));
        assertThat(rig.hostJoules()).isEqualTo(before + 100);
        assertThat(rig.tickAfter(0).rootRemark()).isEmpty();
    }

    @Test
    void psysThatIsNotYetSaneForAMinuteStaysLeft() {
        second(10, 20);

        for (int i = 0; i < 50; i++) {
            second(1_000, 20);
        }

        assertThat(root()).doesNotContain(psys);
    }

    @Test
    void psysThatCameBackAfterItWasGoneIsTakenBack() {
        second(100, 20);
        sensor.failing(psys, true);
        for (int i = 0; i < 12; i++) {
            second(100, 20);
        }
        List<Domain> whileGone = root();
        sensor.failing(psys, false);

        for (int i = 0; i < 65; i++) {
            second(100, 20);
        }

        assertThat(whileGone).doesNotContain(psys);
        assertThat(root()).containsExactly(psys);
    }

    @Test
    void manyGapsAreNoReasonToLeaveAPsysThatHasMoreThanItsPackages() {
        for (int i = 0; i < 100; i++) {
            sensor.failing(psys, i % 10 < 8);
            second(100, 20);
        }

        assertThat(root()).containsExactly(psys);
    }

    @Test
    void psysWithinTheReadingErrorOfItsPackagesIsKept() {
        for (int i = 0; i < 20; i++) {
            second(396, 200);
        }

        assertThat(root()).containsExactly(psys);
    }

    @Test
    void psysInWholeJoulesIsNotBlamedForItsSteps() {
        Domain coarse = Domains.psys(4_294_967_295_000_000L);
        FakeSensor coarseSensor = new FakeSensor(
                Topology.of(List.of(coarse, pkg0), List.of(coarse)).withoutPsys(List.of(pkg0)));
        Rig coarseRig = new Rig(coarseSensor);

        for (int i = 1; i <= 10; i++) {
            coarseSensor.add(pkg0, JOULE / 5);
            coarseSensor.set(coarse, 1_000 * JOULE + i * JOULE / 5 / JOULE * JOULE);
            coarseRig.tickAfter(Rig.SECOND / 10);
        }

        assertThat(coarseRig.tick().root()).containsExactly(coarse);
    }

    @Test
    void aPassingFailureOfPsysIsCaughtUp() {
        second(100, 20);
        sensor.failing(psys, true);
        second(100, 20);
        second(100, 20);
        long whileUnknown = rig.hostJoules();
        sensor.failing(psys, false);

        second(100, 20);

        assertThat(whileUnknown).isEqualTo(100);
        assertThat(rig.hostJoules()).isEqualTo(400);
        assertThat(root()).containsExactly(psys);
    }

    @Test
    void whenPsysIsGoneForGoodItsPackagesStandInFromItsLastReading() {
        second(100, 20);
        sensor.failing(psys, true);

        for (int i = 0; i < 10; i++) {
            second(100, 20);
        }

        assertThat(root()).containsExactly(pkg0, dram, pkg1);
        assertThat(rig.hostJoules()).isEqualTo(100 + 10 * (20 + 20 + 10));
    }

    @Test
    void psysThatNeverWorkedIsReplacedFromTheStart() {
        FakeSensor broken =
                new FakeSensor(Topology.of(List.of(psys, pkg0), List.of(psys)).withoutPsys(List.of(pkg0)));
        broken.failing(psys, true);
        Rig brokenRig = new Rig(broken);

        for (int i = 0; i < 11; i++) {
            broken.add(pkg0, 20 * JOULE);
            brokenRig.tick();
        }

        assertThat(brokenRig.hostJoules()).isEqualTo(11 * 20);
    }

    @Test
    void packagesThatCatchUpDontDiscreditPsys() {
        second(60, 20);
        sensor.failing(pkg0, true);
        sensor.failing(pkg1, true);
        for (int i = 0; i < 6; i++) {
            second(60, 20);
        }
        sensor.failing(pkg0, false);
        sensor.failing(pkg1, false);

        second(60, 20);

        assertThat(root()).containsExactly(psys);
        assertThat(rig.hostJoules()).isEqualTo(8 * 60);
    }

    @Test
    void aPackageThatFailsEveryOtherReadingDoesNotHideAPsysThatIsTooSmall() {
        for (int i = 0; i < 6; i++) {
            sensor.failing(pkg0, i % 2 == 0);
            second(10, 20);
        }

        assertThat(root()).doesNotContain(psys);
    }

    @Test
    void energyThatPsysLostInAResetIsNoReasonToLeaveIt() {
        second(60, 20);
        sensor.set(psys, 50_000 * JOULE);
        second(60, 20);
        sensor.set(psys, 100 * JOULE);
        second(0, 20);

        second(60, 20);

        assertThat(root()).containsExactly(psys);
    }

    @Test
    void theEnergyNextToPsysIsCountedOnceWhenPsysIsGone() {
        Domain gpu = Domains.gpu(0);
        FakeSensor all = new FakeSensor(
                Topology.of(List.of(psys, pkg0, gpu), List.of(psys, gpu)).withoutPsys(List.of(pkg0, gpu)));
        Rig both = new Rig(all);
        all.failing(psys, true);

        for (int i = 0; i < 12; i++) {
            all.add(pkg0, 20 * JOULE);
            all.add(gpu, 100 * JOULE);
            both.tick();
        }

        assertThat(both.tickAfter(0).root()).containsExactly(pkg0, gpu);
        assertThat(both.hostJoules()).isEqualTo(12 * (20 + 100));
    }

    @Test
    void severalSensorsAddUp() {
        Domain gpu = Domains.gpu(0);
        FakeSensor gpuSensor = FakeSensor.of(gpu);
        Rig both = new Rig(sensor, gpuSensor);
        use(100, 20);
        gpuSensor.add(gpu, 7 * JOULE);

        both.tick();

        assertThat(both.hostJoules()).isEqualTo(20 + 20 + 10 + 7);
        assertThat(both.tickAfter(0).topology().domains()).containsExactly(pkg0, core, dram, psys, pkg1, gpu);
        assertThat(both.tickAfter(0).sensorNames()).isEqualTo("fake-0+fake-1");
    }
}
