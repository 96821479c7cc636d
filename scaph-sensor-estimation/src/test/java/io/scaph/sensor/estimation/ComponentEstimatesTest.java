package io.scaph.sensor.estimation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.scaph.api.internal.counter.CounterReadings;
import io.scaph.api.spi.Options;
import io.scaph.api.spi.Sensor;
import io.scaph.api.topology.Domain;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ComponentEstimatesTest {
    private static final Options NOTHING = Options.NONE.withEnvironment(Map.of());
    private static final String DEVICES = "Inter-|   Receive\n face |bytes packets\n";

    private final FakeMachine machine = FakeMachine.server("Intel(R) Xeon(R) Gold 6252 CPU @ 2.10GHz", 6, 85, 2, 48);
    private final EstimationProvider provider = new EstimationProvider();

    @BeforeEach
    void attach() {
        machine.sysfs("block/sda/size", "1953125000\n");
        machine.sysfs("block/sda/queue/rotational", "1\n");
        machine.sysfs("block/nvme0n1/size", "7812500000\n");
        machine.sysfs("block/nvme0n1/queue/rotational", "0\n");
        machine.sysfs("block/dm-0/size", "7812500000\n");
        machine.sysfs("class/net/eth0/device/vendor", "0x8086\n");
        machine.sysfs("class/net/lo/mtu", "65536\n");
        traffic(1_000, 2_000);
    }

    @AfterEach
    void closeFiles() throws IOException {
        machine.close();
    }

    @Test
    void eachHasADomainOfItsOwnThatIsNotAddedToTheHost() throws Exception {
        Sensor sensor = provider.open(machine.setup(NOTHING));

        assertThat(sensor.topology().domains())
                .extracting(Domain::id)
                .containsExactly("psys", "package-0", "package-1", "dram", "disk", "network");
        assertThat(sensor.topology().host()).extracting(Domain::id).containsExactly("psys");
    }

    @Test
    void eachCanBeSwitchedOff() throws Exception {
        Options none = NOTHING.with(ComponentEstimates.NO_MEMORY, true)
                .with(ComponentEstimates.NO_DISKS, true)
                .with(ComponentEstimates.NO_NETWORK, true);

        assertThat(provider.open(machine.setup(none)).topology().domains()).hasSize(3);
        assertThat(provider.open(machine.setup(NOTHING.with(ComponentEstimates.NO_DISKS, true)))
                        .topology()
                        .domains())
                .extracting(Domain::id)
                .contains("dram", "network")
                .doesNotContain("disk");
    }

    @Test
    void disksAreCountedByCapacityAndWhatLiesOnThemIsNot() throws Exception {
        Sensor sensor = provider.open(machine.setup(NOTHING));
        machine.run(10, 0);

        // 1 TB rotating, 4 TB solid state.
        assertThat(joules(sensor, 4)).isCloseTo(10 * (0.65 + 4 * 1.2), within(1e-3));
    }

    @Test
    void trafficIsCountedByTheByteOnDevicesOnly() throws Exception {
        Sensor sensor = provider.open(machine.setup(NOTHING));
        traffic(1_000 + 400_000_000, 2_000 + 600_000_000);
        machine.run(10, 0);

        assertThat(joules(sensor, 5)).isCloseTo(3_600, within(1e-3));
        assertThat(FakeMachine.read(sensor).lowMicrojoules(5)).isZero();
    }

    @Test
    void anInterfaceThatBeganAnewLosesNothingElse() throws Exception {
        Sensor sensor = provider.open(machine.setup(NOTHING));
        traffic(1_000 + 1_000_000_000, 2_000);
        joules(sensor, 5);
        traffic(0, 0);

        assertThat(joules(sensor, 5)).isCloseTo(3_600, within(1e-3));
    }

    @Test
    void memoryIsPartOfTheServer() throws Exception {
        machine.procfs("meminfo", "MemTotal:  " + 4L * 1024 * 1024 * 1024 + " kB\n");
        Sensor sensor = provider.open(machine.setup(NOTHING));
        for (int load : new int[] {0, 500, 1_000}) {
            machine.run(10, load);
            CounterReadings counters = FakeMachine.read(sensor);

            assertThat(counters.microjoules(3)).isPositive();
            assertThat(counters.microjoules(1) + counters.microjoules(2) + counters.microjoules(3))
                    .isLessThanOrEqualTo(counters.microjoules(0));
        }
    }

    @Test
    void whatCannotBeReadIsMissingAlone() throws Exception {
        Sensor sensor = provider.open(machine.setup(NOTHING));
        machine.procfs("net/dev", DEVICES + " eth0: many\n");
        CounterReadings counters = FakeMachine.read(sensor);

        assertThat(counters.failure(5)).contains("/proc/net/dev: it does not count bytes");
        assertThat(counters.failure(0)).isEmpty();
        assertThat(counters.failure(4)).isEmpty();
    }

    private void traffic(long received, long sent) {
        machine.procfs(
                "net/dev",
                DEVICES + "    lo: 99999999999 1 0 0 0 0 0 0 99999999999 1 0 0 0 0 0 0\n  eth0: " + received
                        + " 1 0 0 0 0 0 0 " + sent + " 1 0 0 0 0 0 0\n");
    }

    private static double joules(Sensor sensor, int domain) {
        return FakeMachine.read(sensor).microjoules(domain) / 1e6;
    }
}
