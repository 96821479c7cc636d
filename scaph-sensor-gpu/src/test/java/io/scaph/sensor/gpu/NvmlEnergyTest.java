package io.scaph.sensor.gpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scaph.api.internal.counter.CounterReadings;
import io.scaph.api.spi.SensorUnavailableException;
import io.scaph.api.topology.Domain;
import io.scaph.api.topology.DomainKind;
import io.scaph.api.topology.Quality;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What a GPU of NVIDIA used: by its counter, its power or an estimate. */
class NvmlEnergyTest extends SensorOnFakeNvml {
    @Test
    void theEnergyCounterComesFirstAndIsMeasured() throws Exception {
        nvml.says("count=1", TESLA, BUS, "0.energy=5000", "0.power=70000", "0.util=50");

        sensor = open();

        Domain gpu = only();
        assertThat(gpu.id()).isEqualTo("gpu-0000:65:00.0");
        assertThat(gpu.kind()).isEqualTo(DomainKind.GPU);
        assertThat(gpu.quality()).isEqualTo(Quality.MEASURED);
        assertThat(gpu.zone()).isEqualTo("nvml:0");
        assertThat(gpu.remark()).hasValue("Tesla T4: its energy counter");
        assertThat(sensor.topology().host()).containsExactly(gpu);
        // NVML reports mJ.
        assertThat(read().microjoules(0)).isEqualTo(5_000_000);
    }

    @Test
    void powerIsAddedUpWhereThereIsNoCounter() throws Exception {
        nvml.says("count=1", TESLA, BUS, "0.power=70000");
        sensor = open();
        assertThat(only().remark()).hasValue("Tesla T4: its power, sampled");
        assertThat(only().quality()).isEqualTo(Quality.MEASURED);
        assertThat(read().microjoules(0)).isZero();

        nvml.says("count=1", TESLA, BUS, "0.power=90000");

        // A trapezoid: (70 W + 90 W) / 2 for 500 ms.
        assertThat(after(500).microjoules(0)).isEqualTo(40_000_000);
    }

    @Test
    void whatIsNotReadForTooLongIsUnknown() throws Exception {
        nvml.says("count=1", TESLA, BUS, "0.power=70000");
        sensor = open();
        read();
        assertThat(after(1_000).wasRestarted(0)).isFalse();

        CounterReadings late = after(10_000);

        assertThat(late.wasRestarted(0)).isTrue();
        assertThat(late.microjoules(0)).isEqualTo(70_000_000);
        CounterReadings next = after(1_000);
        assertThat(next.wasRestarted(0)).isFalse();
        assertThat(next.microjoules(0)).isEqualTo(140_000_000);
    }

    @Test
    void whereNothingIsMeasuredAnEstimateIsMadeAndSaysSo() throws Exception {
        nvml.says("count=1", TESLA, BUS, "0.util=50", "0.limit=100000");
        sensor = open();
        assertThat(only().quality()).isEqualTo(Quality.ESTIMATED);
        assertThat(only().remark()).hasValue("Tesla T4: estimated from its utilisation, 12 to 102 W");
        read();

        CounterReadings counters = after(1_000);

        // 11.5 W + 0.5 * (102 W - 11.5 W)
        assertThat(counters.microjoules(0)).isEqualTo(56_750_000);
        assertThat(counters.lowMicrojoules(0)).isEqualTo(28_375_000);
        assertThat(counters.highMicrojoules(0)).isEqualTo(85_125_000);
    }

    @Test
    void theUsersOwnWattsReplaceTheGuess() throws Exception {
        nvml.says("count=1", TESLA, BUS, "0.util=25");
        machine.with(GpuProvider.IDLE, "20").with(GpuProvider.FULL, "220");
        sensor = open();
        read();

        assertThat(after(1_000).microjoules(0)).isEqualTo(70_000_000);
    }

    @Test
    void aGpuThatReportsNothingIsIgnoredWithTheReason() throws Exception {
        nvml.says("count=2", TESLA, BUS, "0.util=50", "1.name=GRID", "1.bus=102", "1.energy=1");

        sensor = open();

        assertThat(only().id()).isEqualTo("gpu-0000:66:00.0");
        assertThat(sensor.topology().ignored()).singleElement().satisfies(zone -> {
            assertThat(zone.zone()).isEqualTo("0000:65:00.0");
            assertThat(zone.reason())
                    .isEqualTo(
                            "Tesla T4 reports neither energy nor power (nvmlDeviceGetTotalEnergyConsumption: Not Supported (3));"
                                    + " its power limit is not known either; give --gpu-full-watts");
        });
    }

    @Test
    void aLostGpuFailsAloneAndComesBack() throws Exception {
        nvml.says("count=2", TESLA, BUS, "0.energy=5000", "1.bus=102", "1.energy=9000");
        sensor = open();
        read();

        nvml.says("count=2", TESLA, BUS, "0.energy=-15", "1.bus=102", "1.energy=9500");
        CounterReadings lost = after(1_000);
        nvml.says("count=2", TESLA, BUS, "0.energy=5900", "1.bus=102", "1.energy=9900");
        CounterReadings back = after(1_000);

        assertThat(lost.failure(0)).hasValue("nvmlDeviceGetTotalEnergyConsumption: GPU is lost (15)");
        assertThat(lost.microjoules(1)).isEqualTo(9_500_000);
        assertThat(back.failure(0)).isEmpty();
        assertThat(back.microjoules(0)).isEqualTo(5_900_000);
    }

    @Test
    void aGpuThatWasLostBeforeIsIgnored() throws Exception {
        nvml.says("count=2", "0.lost=1", "1.bus=102", "1.energy=9000");

        sensor = open();

        assertThat(only().id()).isEqualTo("gpu-0000:66:00.0");
        assertThat(sensor.topology().ignored().get(0).reason())
                .isEqualTo("nvmlDeviceGetHandleByIndex_v2: GPU is lost (15)");
    }

    @Test
    void aCounterThatTheDriverRestartedIsReportedAsItIs() throws Exception {
        nvml.says("count=1", TESLA, BUS, "0.energy=5000");
        sensor = open();
        read();

        nvml.says("count=1", TESLA, BUS, "0.energy=0");

        // A step back is the monitor's to judge.
        CounterReadings restarted = after(1_000);
        assertThat(restarted.failure(0)).isEmpty();
        assertThat(restarted.microjoules(0)).isZero();
    }

    @Test
    void anImpossibleCounterFails() throws Exception {
        nvml.says("count=1", TESLA, BUS, "0.energy=5000");
        sensor = open();

        nvml.says("count=1", TESLA, BUS, "0.energy=9223372036854775807");

        assertThat(read().failure(0))
                .hasValueSatisfying(reason -> assertThat(reason).contains("9223372036854775807 mJ is impossible"));
    }

    @Test
    void anOldDriverIsUnderstood() throws Exception {
        Path old = Files.createDirectory(directory.resolve("old"));
        use(FakeNvml.build(old, "-DOLD"));
        nvml.says("count=1", TESLA, BUS, "0.power=50000", "0.util=30", "0.compute=7", "0.graphics=");

        sensor = open();

        assertThat(only().id()).isEqualTo("gpu-0000:65:00.0");
        read();
        RecordedUse.of(sensor);
        assertThat(after(1_000).microjoules(0)).isEqualTo(50_000_000);
        assertThat(RecordedUse.of(sensor)).containsEntry("0:7", 300_000_000L);
    }

    @Test
    void theSameGpuInSysfsIsNotCountedTwice() throws Exception {
        machine.card(0, "0000:65:00.0", "nouveau", "0x10de", "0x1eb8")
                .hwmon(0, "nouveau")
                .file("hwmon/hwmon0/power1_input", "10000000");
        nvml.says("count=1", TESLA, BUS, "0.energy=5000");

        sensor = open();

        assertThat(only().zone()).isEqualTo("nvml:0");
    }

    @Test
    void aDriverThatIsNotThereIsSaid() throws Exception {
        nvml.says("count=1", "init=9");

        assertThatThrownBy(() -> machine.open())
                .isInstanceOf(SensorUnavailableException.class)
                .hasMessage("nvmlInitWithFlags: Driver Not Loaded (9)");
    }
}
