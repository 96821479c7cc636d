package io.scaph.api.internal.tick;

import static io.scaph.api.internal.tick.Rig.JOULE;
import static io.scaph.api.internal.tick.Rig.SECOND;
import static io.scaph.api.internal.tick.Rig.line;
import static io.scaph.api.testing.FakeWorkloads.process;
import static io.scaph.api.testing.PluginFailures.unchecked;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaph.api.internal.snapshot.TickSnapshot;
import io.scaph.api.spi.DeviceUse;
import io.scaph.api.testing.Domains;
import io.scaph.api.testing.FakeSensor;
import io.scaph.api.testing.Property;
import io.scaph.api.topology.Domain;
import io.scaph.api.workload.ProcessInfo;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** GPUs whose energy or users are unknown, or processes that are. */
class DeviceTickGapTest extends TwoGpuMachine {
    @Test
    void aGpuThatCantBeReadHoldsUpNoOtherAndIsSharedByTheTimesThatWaited() {
        gpus.failing(gpu0, true);
        second(40, 100);
        gpus.use(gpu0, 2, SECOND);
        TickSnapshot unknown = rig.tick();
        gpus.failing(gpu0, false);
        second(40, 100);
        gpus.use(gpu0, 1, SECOND / 2);

        TickSnapshot known = rig.tick();

        assertThat(joules(unknown, one)).isEqualTo(10);
        assertThat(joules(unknown, two)).isZero();
        assertThat(joules(known, two)).isEqualTo(100);
        assertThat(line(known, one).devices().microjoules()).isEqualTo(50 * JOULE);
        assertThat(joules(known, one)).isEqualTo(20 + 50);
    }

    @Test
    void aPackageThatCantBeReadHoldsUpNoGpu() {
        cpu.failing(pkg, true);
        second(40, 100);
        gpus.use(gpu0, 2, SECOND);

        TickSnapshot snapshot = rig.tick();

        assertThat(joules(snapshot, two)).isEqualTo(100);
        assertThat(joules(snapshot, one)).isZero();
    }

    @Test
    void gpuTimeFromBeforeItsFirstReadingTakesNothingOfLaterEnergy() {
        FakeSensor late = FakeSensor.of(gpu0);
        late.failing(gpu0, true);
        Rig lateRig = new Rig(cpu, late);
        lateRig.workloads.use(one, 0);
        lateRig.workloads.use(two, 0);
        late.use(gpu0, 2, SECOND);
        lateRig.tick();
        late.failing(gpu0, false);
        lateRig.tick();
        late.add(gpu0, 100 * JOULE);
        late.use(gpu0, 1, SECOND);

        TickSnapshot snapshot = lateRig.tick();

        assertThat(joules(snapshot, one)).isEqualTo(100);
        assertThat(joules(snapshot, two)).isZero();
    }

    @Test
    void energyOfAGpuAcrossASuspendIsLostWithItsTimes() {
        second(0, 100);
        gpus.use(gpu0, 2, SECOND);
        gpus.suspend();
        rig.tick();
        second(0, 10);
        gpus.use(gpu0, 1, SECOND);

        TickSnapshot snapshot = rig.tick();

        assertThat(joules(snapshot, two)).isZero();
        assertThat(line(snapshot, one).devices().microjoules()).isEqualTo(10 * JOULE);
    }

    @Test
    void aSensorThatSaysNothingOfUseMakesItsGpusUnattributed() {
        FakeSensor mute = FakeSensor.of(gpu0);
        Rig muteRig = new Rig(mute);
        mute.add(gpu0, 5 * JOULE);

        assertThat(muteRig.tick().unattributed().microjoules()).isEqualTo(5 * JOULE);
    }

    @ParameterizedTest
    @MethodSource("io.scaph.api.internal.tick.TickFaultTest#whatPluginsThrow")
    void aSensorThatFailsToReportUseCostsOnlyItsOwnGpusTheirUsersForThisTick(Throwable thrown) {
        FakeSensor others = FakeSensor.of(Domains.gpu(2)).reportsUse();
        Rig three = new Rig(cpu, gpus, others);
        three.workloads.use(one, SECOND);
        three.workloads.use(two, 0);
        cpu.add(pkg, 40 * JOULE);
        gpus.add(gpu0, 100 * JOULE);
        gpus.add(gpu1, 10 * JOULE);
        others.add(Domains.gpu(2), 7 * JOULE);
        gpus.use(gpu0, 2, SECOND);
        gpus.reportUse(use -> {
            throw unchecked(thrown);
        });
        others.use(Domains.gpu(2), 2, SECOND);

        TickSnapshot failed = three.tick();
        gpus.add(gpu0, 100 * JOULE);
        gpus.use(gpu0, 2, SECOND);
        TickSnapshot again = three.tick();

        assertThat(failed.unattributed().microjoules()).isEqualTo(110 * JOULE);
        assertThat(joules(failed, one)).isEqualTo(10);
        assertThat(joules(failed, two)).isEqualTo(7);
        assertThat(joules(again, two)).isEqualTo(107);
    }

    static List<Consumer<DeviceUse>> nonsense() {
        return List.of(use -> use.busy(0, 1, -1), use -> use.busy(7, 1, 1), use -> use.unknown(-1));
    }

    @ParameterizedTest
    @MethodSource("nonsense")
    void whatNoSensorCanMeanMakesItsGpusUnattributed(Consumer<DeviceUse> what) {
        second(0, 100);
        gpus.reportUse(what);

        assertThat(rig.tick().unattributed().microjoules()).isEqualTo(100 * JOULE);
    }

    @Test
    void whileProcessesCantBeReadGpusAreUnattributedAndTheirTimesGone() {
        second(40, 100);
        rig.tick();
        second(40, 100);
        gpus.use(gpu0, 2, SECOND);
        rig.workloads.failWith("no /proc");
        TickSnapshot failed = rig.tick();
        rig.workloads.recover();
        second(0, 50);
        gpus.use(gpu0, 1, SECOND);

        TickSnapshot snapshot = rig.tick();

        assertThat(failed.unattributed().microjoules()).isEqualTo(140 * JOULE);
        assertThat(line(snapshot, two).devices().microjoules()).isZero();
        assertThat(line(snapshot, one).devices().microjoules()).isEqualTo(50 * JOULE);
    }

    @Test
    void everyJouleIsKeptWhateverFails() {
        Property.holds(300, random -> {
            FakeSensor sensor = FakeSensor.of(pkg, gpu0, gpu1);
            Rig any = new Rig(sensor);
            List<Domain> domains = List.of(pkg, gpu0, gpu1);
            long used = 0;
            for (int i = 0; i < 30; i++) {
                for (Domain domain : domains) {
                    long energy = random.nextLong(100 * JOULE);
                    used += energy;
                    sensor.add(domain, energy);
                    sensor.failing(domain, random.nextInt(4) == 0);
                }
                ProcessInfo process = process(random.nextInt(4));
                any.workloads.use(process, random.nextLong(4 * SECOND));
                if (random.nextInt(4) == 0) {
                    any.workloads.end(process);
                }
                sensor.use(gpu0, random.nextInt(6), random.nextLong(SECOND));
                sensor.use(gpu1, random.nextInt(6), random.nextLong(SECOND));
                switch (random.nextInt(8)) {
                    case 0 -> sensor.reportUse(use -> use.unknown(1));
                    case 1 ->
                        sensor.reportUse(use -> {
                            throw new IllegalStateException("broken on purpose");
                        });
                    case 2 -> any.workloads.failWith("broken on purpose");
                    default -> any.workloads.recover();
                }
                any.tick();
            }
            domains.forEach(domain -> sensor.failing(domain, false));

            assertThat(any.tick().host().energy().microjoules()).isEqualTo(used);
        });
    }
}
