package io.scaph.sensor.estimation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.scaph.api.internal.counter.CounterReadings;
import io.scaph.api.spi.Availability;
import io.scaph.api.spi.Sensor;
import io.scaph.api.spi.SensorUnavailableException;
import io.scaph.api.topology.Domain;
import io.scaph.api.topology.Quality;
import io.scaph.api.topology.Topology;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EstimationSensorTest {
    private static final String XEON = "Intel(R) Xeon(R) Platinum 8280 CPU @ 2.70GHz";
    private static final String EPYC = "AMD EPYC 7R13 Processor";

    private final EstimationProvider provider = new EstimationProvider();

    @Test
    void theServerIsTheHostAndHoldsAPackageForEachSocket() throws Exception {
        try (FakeMachine machine = FakeMachine.server(XEON, 6, 85, 2, 56)) {
            Topology topology = provider.open(machine.setup()).topology();

            assertThat(topology.domains())
                    .extracting(Domain::id)
                    .containsExactly("psys", "package-0", "package-1", "dram");
            assertThat(topology.domains()).extracting(Domain::quality).containsOnly(Quality.ESTIMATED);
            assertThat(topology.host()).extracting(Domain::id).containsExactly("psys");
            assertThat(topology.hostWithoutPsys()).extracting(Domain::id).containsExactly("package-0", "package-1");
        }
    }

    @Test
    void anIdleServerUsesItsIdlePowerAndABusyOneMore() throws Exception {
        try (FakeMachine machine = FakeMachine.server(XEON, 6, 85, 2, 56)) {
            Sensor sensor = provider.open(machine.setup());
            machine.run(10, 0);
            double idle = joules(sensor, 0) / 10;
            machine.run(10, 1_000);
            double busy = (joules(sensor, 0) - 10 * idle) / 10;

            // Two chips of 205 W and what is around them.
            assertThat(idle).isBetween(35.0, 80.0);
            assertThat(busy).isBetween(250.0, 480.0);
        }
    }

    @Test
    void aPackageIsPartOfTheServer() throws Exception {
        try (FakeMachine machine = FakeMachine.server(XEON, 6, 85, 2, 56)) {
            Sensor sensor = provider.open(machine.setup());
            for (int load : new int[] {0, 100, 500, 1_000}) {
                machine.run(10, load);
                double server = joules(sensor, 0);
                double packages = joules(sensor, 1) + joules(sensor, 2);

                assertThat(packages).isPositive().isLessThan(server);
            }
        }
    }

    @Test
    void theSameCpuSecondsCostTheSameHoweverOftenTheSensorIsRead() {
        Property.holds(200, random -> {
            try (FakeMachine machine = random.nextBoolean()
                            ? FakeMachine.server(XEON, 6, 85, 2, 4)
                            : FakeMachine.virtual("AuthenticAMD", EPYC, 25, 1, 4, 2);
                    Sensor often = provider.open(machine.setup());
                    Sensor seldom = provider.open(machine.setup())) {
                for (int tick = 0; tick < 20; tick++) {
                    live(machine, random);
                    FakeMachine.read(often);
                }

                CounterReadings one = FakeMachine.read(often);
                CounterReadings other = FakeMachine.read(seldom);

                for (int i = 0; i < one.size(); i++) {
                    assertThat(one.microjoules(i)).isEqualTo(other.microjoules(i));
                    assertThat(low(often, i)).isEqualTo(low(seldom, i));
                    assertThat(high(often, i)).isEqualTo(high(seldom, i));
                }
            } catch (IOException | SensorUnavailableException e) {
                throw new AssertionError(e);
            }
        });
    }

    /** Time by time of any length, some of it less than a tick of the kernel's. */
    private static void live(FakeMachine machine, Random random) {
        long nanos = (long) (Math.exp(random.nextGaussian() * 2) * 1e8);
        machine.pass(nanos);
        machine.work(random.nextInt(4), (long) (random.nextDouble() * nanos / 1e7));
    }

    @Test
    void theEstimateIsInItsInterval() throws Exception {
        try (FakeMachine machine = FakeMachine.server(XEON, 6, 85, 1, 56)) {
            Sensor sensor = provider.open(machine.setup());
            machine.run(10, 300);
            CounterReadings counters = FakeMachine.read(sensor);

            for (int i = 0; i < counters.size(); i++) {
                assertThat(counters.microjoules(i)).isBetween(low(sensor, i), high(sensor, i));
            }
        }
    }

    @Test
    void aVirtualMachinesIntervalReachesWhatServersUseInTheField() throws Exception {
        try (FakeMachine machine = FakeMachine.virtual("AuthenticAMD", EPYC, 25, 1, 4, 2)) {
            Sensor sensor = provider.open(machine.setup());
            machine.run(10, 500);
            double estimate = FakeMachine.read(sensor).microjoules(0);

            assertThat(high(sensor, 0) / estimate).isGreaterThan(1.89);
        }
    }

    @Test
    void aVirtualMachineIsChargedByItsThreads() throws Exception {
        assertThat(idleWatts(FakeMachine.virtual("AuthenticAMD", EPYC, 25, 1, 8, 4)))
                .isCloseTo(2 * idleWatts(FakeMachine.virtual("AuthenticAMD", EPYC, 25, 1, 4, 2)), within(1e-3));
    }

    @Test
    void aVirtualCpuThatIsACoreIsChargedForItsThreads() throws Exception {
        assertThat(idleWatts(FakeMachine.virtual("AuthenticAMD", EPYC, 25, 1, 4, 4)))
                .isCloseTo(2 * idleWatts(FakeMachine.virtual("AuthenticAMD", EPYC, 25, 1, 4, 2)), within(1e-3));
    }

    @Test
    void aHypervisorThatShowsCoresWhateverTheyAreIsNotBelieved() throws Exception {
        FakeMachine machine = FakeMachine.virtual("AuthenticAMD", EPYC, 25, 1, 4, 4);
        machine.sysfs("class/dmi/id/sys_vendor", "QEMU\n");

        assertThat(idleWatts(machine))
                .isCloseTo(idleWatts(FakeMachine.virtual("AuthenticAMD", EPYC, 25, 1, 4, 2)), within(1e-3));
    }

    private double idleWatts(FakeMachine machine) throws Exception {
        try (machine) {
            Sensor sensor = provider.open(machine.setup());
            machine.run(10, 0);
            return joules(sensor, 0) / 10;
        }
    }

    @Test
    void aContainerIsChargedForWhatItMayUseAndWhatItUsed() throws Exception {
        try (FakeMachine machine = FakeMachine.server(XEON, 6, 85, 1, 56)) {
            Sensor whole = provider.open(machine.setup());
            machine.sysfs("fs/cgroup/cpu.max", "350000 100000\n");
            machine.sysfs("fs/cgroup/cpu.stat", "usage_usec 1000000\nuser_usec 0\n");
            Sensor container = provider.open(machine.setup());
            machine.run(10, 1_000);
            double idle = joules(container, 0);
            machine.sysfs("fs/cgroup/cpu.stat", "usage_usec 36000000\nuser_usec 0\n");

            assertThat(joules(container, 0)).isCloseTo(joules(whole, 0) * 3.5 / 56, within(0.01));
            assertThat(idle).isLessThan(joules(container, 0) / 2);
            assertThat(container.topology().domains().get(0).remark()).contains("this container's share");
        }
    }

    @Test
    void stolenTimeIsNotUsed() throws Exception {
        try (FakeMachine machine = FakeMachine.virtual("AuthenticAMD", EPYC, 25, 1, 4, 2)) {
            Sensor sensor = provider.open(machine.setup());
            machine.run(10, 0);
            double idle = joules(sensor, 0);
            machine.run(10, 0);

            assertThat(joules(sensor, 0)).isCloseTo(2 * idle, within(1e-3));
        }
    }

    @Test
    void whatWasNotReadInTimeIsInTheNextReading() throws Exception {
        try (FakeMachine machine = FakeMachine.server(XEON, 6, 85, 1, 4)) {
            Sensor sensor = provider.open(machine.setup());
            Sensor lucky = provider.open(machine.setup());
            machine.delete("stat");
            machine.pass(4_000_000_000L);
            CounterReadings failed = FakeMachine.read(sensor);
            machine.run(6, 1_000);

            assertThat(failed.failure(0)).contains("/proc/stat: no such file");
            assertThat(failed.failure(1)).contains("/proc/stat: no such file");
            assertThat(joules(sensor, 0)).isEqualTo(joules(lucky, 0));
        }
    }

    @Test
    void ofAnUnknownMachineThereIsAnEstimateTooAndItsPowerIsNeverImpossible() throws Exception {
        try (FakeMachine machine = new FakeMachine(10_000)) {
            Sensor sensor = provider.open(machine.setup());
            machine.run(10, 1_000);

            for (int i = 0; i < 2; i++) {
                double watts = joules(sensor, i) / 10;
                assertThat(watts).isPositive().isLessThan((double)
                        sensor.topology().domains().get(i).ceilingWatts());
            }
        }
    }

    @Test
    void theProbeTellsWhatItIsMadeFromAndHowFarItMayBeOff() throws Exception {
        try (FakeMachine machine = FakeMachine.virtual("AuthenticAMD", EPYC, 25, 1, 4, 2)) {
            assertThat(provider.probe(machine.setup())).satisfies(available -> {
                assertThat(available.isAvailable()).isTrue();
                assertThat(available.reason())
                        .startsWith(
                                "an estimate, SPEC-calibrated from a listed CPU and memory (tier listed: AMD EPYC 7R13")
                        .contains("for 4 hardware threads; 80 % of published servers within -")
                        .contains("a virtual machine's share, in the field up to 1.9 times as much")
                        .endsWith("; profile: none");
                assertThat(available.topology()).isPresent();
            });
        }
    }

    @Test
    void withoutProcThereIsAReasonAndARemedy() throws Exception {
        try (FakeMachine machine = new FakeMachine(1)) {
            machine.delete("stat");

            assertThat(provider.probe(machine.setup())).returns(false, Availability::isAvailable);
            assertThatThrownBy(() -> provider.open(machine.setup()))
                    .isInstanceOf(SensorUnavailableException.class)
                    .hasMessage("/proc/stat: no such file");
        }
    }

    private static double joules(Sensor sensor, int domain) {
        return FakeMachine.read(sensor).microjoules(domain) / 1e6;
    }

    private static long low(Sensor sensor, int domain) {
        return FakeMachine.read(sensor).lowMicrojoules(domain);
    }

    private static long high(Sensor sensor, int domain) {
        return FakeMachine.read(sensor).highMicrojoules(domain);
    }
}
