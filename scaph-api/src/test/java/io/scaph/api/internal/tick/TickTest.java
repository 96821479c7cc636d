package io.scaph.api.internal.tick;

import static io.scaph.api.internal.tick.Rig.JOULE;
import static io.scaph.api.internal.tick.Rig.SECOND;
import static io.scaph.api.internal.tick.Rig.energy;
import static io.scaph.api.testing.FakeWorkloads.process;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaph.api.snapshot.Snapshot;
import io.scaph.api.testing.Domains;
import io.scaph.api.testing.FakeSensor;
import io.scaph.api.testing.Property;
import io.scaph.api.topology.Domain;
import io.scaph.api.topology.DomainKind;
import io.scaph.api.workload.ProcessInfo;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a tick shares, and how often counters have to be read. */
class TickTest {
    private final Domain pkg0 = Domains.pkg(0);
    private final Domain pkg1 = Domains.pkg(1);
    private final FakeSensor sensor = FakeSensor.of(pkg0);
    private final ProcessInfo one = process(1);
    private final ProcessInfo two = process(2);

    @Test
    void theFirstTickIsTheBaseline() {
        Rig rig = new Rig(sensor);

        Snapshot first = rig.tickAfter(0);

        assertThat(first.host().energy().microjoules()).isZero();
        assertThat(first.domains().get(0).knownTime().toNanos()).isZero();
    }

    @Test
    void ticksAreNumbered() {
        Rig rig = new Rig(sensor);

        assertThat(rig.tick().sequence()).isEqualTo(1);
        assertThat(rig.tick().sequence()).isEqualTo(2);
    }

    @Test
    void energyIsSharedByTheCpuTimeOfItsInterval() {
        Rig rig = new Rig(sensor);
        sensor.add(pkg0, 40 * JOULE);
        rig.workloads.use(one, SECOND);
        rig.workloads.use(two, 2 * SECOND);

        Snapshot snapshot = rig.tick();

        assertThat(energy(snapshot, one)).isEqualTo(10 * JOULE);
        assertThat(energy(snapshot, two)).isEqualTo(20 * JOULE);
        assertThat(snapshot.idle().microjoules()).isEqualTo(10 * JOULE);
    }

    @Test
    void whileEnergyIsUnknownCpuTimeWaitsForIt() {
        Rig rig = new Rig(sensor);
        rig.workloads.use(one, 4 * SECOND);
        sensor.failing(pkg0, true);
        Snapshot unknown = rig.tick();
        sensor.failing(pkg0, false);
        sensor.add(pkg0, 80 * JOULE);

        Snapshot known = rig.tick();

        assertThat(energy(unknown, one)).isZero();
        assertThat(energy(known, one)).isEqualTo(40 * JOULE);
        assertThat(known.idle().microjoules()).isEqualTo(40 * JOULE);
    }

    @Test
    void cpuTimeOfAGapWhoseEnergyIsLostTakesNothingOfLaterEnergy() {
        Rig rig = new Rig(sensor);
        rig.workloads.use(one, 3_600 * SECOND);
        sensor.add(pkg0, JOULE);
        rig.tickAfter(3_600 * SECOND);
        sensor.add(pkg0, 40 * JOULE);
        rig.workloads.use(two, 4 * SECOND);

        Snapshot snapshot = rig.tick();

        assertThat(energy(snapshot, one)).isZero();
        assertThat(energy(snapshot, two)).isEqualTo(40 * JOULE);
    }

    @Test
    void cpuTimeFromBeforeTheFirstReadingTakesNothingOfLaterEnergy() {
        sensor.failing(pkg0, true);
        Rig rig = new Rig(sensor);
        for (int i = 0; i < 10; i++) {
            rig.workloads.use(one, 4 * SECOND);
            rig.tick();
        }
        sensor.failing(pkg0, false);
        rig.tick();
        sensor.add(pkg0, 40 * JOULE);
        rig.workloads.use(two, 4 * SECOND);

        Snapshot snapshot = rig.tick();

        assertThat(energy(snapshot, one)).isZero();
        assertThat(energy(snapshot, two)).isEqualTo(40 * JOULE);
    }

    @Test
    void whileProcessesCantBeReadEnergyIsUnattributed() {
        Rig rig = new Rig(sensor);
        rig.workloads.use(one, SECOND);
        rig.workloads.failWith("no /proc");
        sensor.add(pkg0, 40 * JOULE);

        Snapshot snapshot = rig.tick();

        assertThat(snapshot.unattributed().microjoules()).isEqualTo(40 * JOULE);
    }

    @Test
    void threeReadingsFitIntoTheShortestWrap() {
        Rig rig = new Rig(sensor);

        assertThat(rig.tick.counters().wrapPeriodNanos()).isEqualTo((long) (Domains.RANGE * 1_000.0 / 1_500 / 3));
    }

    @Test
    void aSmallRangeIsFollowedNoFasterThanEvery5Milliseconds() {
        Domain tiny = Domain.ofSocket(DomainKind.PACKAGE, 0).at("tiny").withRange(1_000_000);
        FakeSensor tinySensor = FakeSensor.of(tiny);
        tinySensor.set(tiny, 0);
        Rig rig = new Rig(tinySensor);

        long wrapPeriod = rig.tick.counters().wrapPeriodNanos();
        tinySensor.set(tiny, 300_000);
        Snapshot snapshot = rig.tickAfter(wrapPeriod);

        assertThat(wrapPeriod).isGreaterThanOrEqualTo(5_000_000);
        assertThat(snapshot.host().energy().microjoules()).isEqualTo(300_000);
    }

    @Test
    void aCounterThatNeverWrapsNeedsNoHurry() {
        assertThat(new Rig(FakeSensor.of(Domains.gpu(0))).tick.counters().wrapPeriodNanos())
                .isGreaterThan(3_600 * SECOND);
    }

    @Test
    void everyJouleIsKeptWhateverFails() {
        Property.holds(300, random -> {
            FakeSensor cpu = FakeSensor.of(pkg0, pkg1);
            Rig rig = new Rig(cpu);
            long used = 0;
            for (int i = 0; i < 30; i++) {
                for (Domain domain : List.of(pkg0, pkg1)) {
                    long energy = random.nextLong(100 * JOULE);
                    used += energy;
                    cpu.add(domain, energy);
                    cpu.failing(domain, random.nextInt(4) == 0);
                }
                if (random.nextInt(5) == 0) {
                    rig.workloads.failWith("broken on purpose");
                } else {
                    rig.workloads.recover();
                }
                ProcessInfo process = process(random.nextInt(3));
                rig.workloads.use(process, random.nextLong(4 * SECOND));
                if (random.nextInt(4) == 0) {
                    rig.workloads.end(process);
                }
                rig.tick();
            }
            cpu.failing(pkg0, false);
            cpu.failing(pkg1, false);

            assertThat(rig.tick().host().energy().microjoules()).isEqualTo(used);
        });
    }
}
