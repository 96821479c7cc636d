package io.scaph.api.internal.tick;

import static io.scaph.api.internal.tick.Rig.JOULE;
import static io.scaph.api.internal.tick.Rig.SECOND;
import static io.scaph.api.testing.FakeWorkloads.process;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scaph.api.internal.plugin.OpenSensor;
import io.scaph.api.internal.snapshot.SensorName;
import io.scaph.api.snapshot.AllocationPolicy;
import io.scaph.api.snapshot.Snapshot;
import io.scaph.api.spi.RawCounters;
import io.scaph.api.spi.Sensor;
import io.scaph.api.testing.Domains;
import io.scaph.api.testing.FakeSensor;
import io.scaph.api.testing.FakeWorkloads;
import io.scaph.api.testing.Property;
import io.scaph.api.testing.VirtualClock;
import io.scaph.api.topology.Domain;
import io.scaph.api.topology.DomainKind;
import io.scaph.api.topology.Topology;
import io.scaph.api.workload.ProcessInfo;
import java.io.IOError;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TickTest {
    private final Domain pkg0 = Domains.pkg(0);
    private final Domain pkg1 = Domains.pkg(1);
    private final FakeSensor sensor = FakeSensor.of(pkg0);
    private final FakeSensor other = FakeSensor.of(pkg1);
    private final ProcessInfo one = process(1);
    private final ProcessInfo two = process(2);

    private static long energy(Snapshot snapshot, ProcessInfo process) {
        return snapshot.processes().stream()
                .filter(line -> line.process().identity().equals(process.identity()))
                .mapToLong(one -> one.energy().microjoules())
                .findFirst()
                .orElseThrow();
    }

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

    static Stream<Throwable> whatPluginsThrow() {
        return Stream.of(
                new IllegalStateException("broken on purpose"),
                new NoClassDefFoundError("missing/Type"),
                new ExceptionInInitializerError("broken on purpose"),
                new AssertionError("broken on purpose"),
                new IOError(new IOException("broken on purpose")),
                new StackOverflowError("broken on purpose"));
    }

    @ParameterizedTest
    @MethodSource("whatPluginsThrow")
    void aSensorThatThrowsCostsOnlyItself(Throwable thrown) {
        Rig rig = new Rig(sensor, other);
        sensor.intercept(() -> sneakyThrow(thrown));
        sensor.add(pkg0, 10 * JOULE);
        other.add(pkg1, 20 * JOULE);

        Snapshot snapshot = rig.tick();

        assertThat(snapshot.host().energy().microjoules()).isEqualTo(20 * JOULE);
        assertThat(rig.domain(pkg0).gap())
                .hasValueSatisfying(gap -> assertThat(gap).contains("fake-0"));
        assertThat(rig.domain(pkg1).gap()).isEmpty();
    }

    @Test
    void aSensorThatThrewIsCaughtUp() {
        Rig rig = new Rig(sensor, other);
        sensor.intercept(() -> sneakyThrow(new IllegalStateException("broken on purpose")));
        sensor.add(pkg0, 10 * JOULE);
        rig.tick();
        sensor.intercept(() -> {});
        sensor.add(pkg0, 10 * JOULE);

        Snapshot snapshot = rig.tick();

        assertThat(snapshot.host().energy().microjoules()).isEqualTo(20 * JOULE);
        assertThat(rig.domain(pkg0).knownTime().toNanos()).isEqualTo(2 * SECOND);
    }

    @Test
    void whatASensorPutBeforeItThrewCounts() {
        Topology topology = Topology.of(List.of(pkg0, pkg1), List.of(pkg0, pkg1));
        long[] raw = {1_000 * JOULE};
        Sensor half = new Sensor() {
            @Override
            public Topology topology() {
                return topology;
            }

            @Override
            public void read(RawCounters counters) {
                counters.put(0, raw[0]);
                throw new IllegalStateException("broken on purpose");
            }

            @Override
            public void close() {}
        };
        Tick tick = new Tick(
                List.of(new OpenSensor(new SensorName("half", ""), half)),
                new FakeWorkloads(1),
                new VirtualClock(),
                AllocationPolicy.CAPACITY);
        tick.run(Long.MAX_VALUE);
        raw[0] += 5 * JOULE;

        Snapshot snapshot = tick.run(Long.MAX_VALUE);

        assertThat(snapshot.host().energy().microjoules()).isEqualTo(5 * JOULE);
        assertThat(snapshot.domains().get(1).gap()).isPresent();
    }

    @Test
    void aNegativeValueIsRefusedAndCostsOnlyItsSensor() {
        Rig rig = new Rig(sensor, other);
        sensor.set(pkg0, -1);
        other.add(pkg1, 20 * JOULE);

        Snapshot snapshot = rig.tick();

        assertThat(snapshot.host().energy().microjoules()).isEqualTo(20 * JOULE);
        assertThat(rig.domain(pkg0).gap()).isPresent();
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
    void twoSensorsOfOneDomainAreRefused() {
        assertThatThrownBy(() -> new Rig(sensor, FakeSensor.of(pkg0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("package-0");
    }

    @Test
    void closingClosesEverySensorEvenIfOneThrows() {
        Sensor stubborn = new Sensor() {
            @Override
            public Topology topology() {
                return Topology.of(List.of(pkg1), List.of(pkg1));
            }

            @Override
            public void read(RawCounters counters) {
                counters.put(0, 0);
            }

            @Override
            public void close() {
                throw new IllegalStateException("broken on purpose");
            }
        };
        FakeWorkloads workloads = new FakeWorkloads(1);
        Tick tick = new Tick(
                List.of(
                        new OpenSensor(new SensorName("stubborn", ""), stubborn),
                        new OpenSensor(new SensorName("fake", ""), sensor)),
                workloads,
                new VirtualClock(),
                AllocationPolicy.CAPACITY);

        tick.close();

        assertThat(sensor.closes()).isEqualTo(1);
        assertThat(workloads.closes()).isEqualTo(1);
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

    private static void sneakyThrow(Throwable thrown) {
        if (thrown instanceof Error error) {
            throw error;
        }
        throw (RuntimeException) thrown;
    }
}
