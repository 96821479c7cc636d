package io.scaph.sensor.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaph.api.topology.Quality;
import io.scaph.sensor.gpu.FakeMachine.FakeCard;
import org.junit.jupiter.api.Test;

/**
 * What GPUs of AMD used, and whether that is a part of their package.
 *
 * <p>The names and units of the files are those of the kernel's ABI documents and of amdgpu_pm.c; the values are made up.
 */
class RadeonTest extends SensorOnFakeMachine {
    @Test
    void aRadeonsPowerIsAddedUp() throws Exception {
        FakeCard card = machine.radeon();
        sensor = machine.open();
        assertThat(only().id()).isEqualTo("gpu-0000:03:00.0");
        assertThat(only().quality()).isEqualTo(Quality.MEASURED);
        assertThat(only().remark()).hasValue("AMD GPU 1002:744c: its power, sampled");
        assertThat(sensor.topology().host()).containsExactly(only());
        assertThat(read().microjoules(0)).isZero();

        card.file("hwmon/hwmon3/power1_average", "58000000");

        assertThat(after(1_000).microjoules(0)).isEqualTo(50_000_000);
    }

    @Test
    void aRadeonThatReportsOnlyTheCurrentPowerIsReadByThat() throws Exception {
        FakeCard card = machine.radeon().file("hwmon/hwmon3/power1_input", "30000000");
        card.remove("hwmon/hwmon3/power1_average");

        sensor = machine.open();

        assertThat(only().zone()).endsWith("power1_input");
        read();
        assertThat(after(1_000).microjoules(0)).isEqualTo(30_000_000);
    }

    @Test
    void thePowerOfAnApuIsThatOfItsPackageAndNeverAddedToTheHost() throws Exception {
        machine.card(1, "0000:c4:00.0", "amdgpu", FakeMachine.AMD, "0x150e")
                .hwmon(5, "amdgpu")
                .metrics(264, 3, 0)
                .file("gpu_busy_percent", "3")
                .file("hwmon/hwmon5/power1_average", "9000000");

        sensor = machine.open();

        assertThat(sensor.topology().host()).isEmpty();
        assertThat(only().remark())
                .hasValue("AMD GPU 1002:150e: its power, sampled, of the whole package, CPU included");
        read();
        assertThat(after(1_000).microjoules(0)).isEqualTo(9_000_000);
    }

    @Test
    void anApuWithALimitIsFoundOutByItsMetrics() throws Exception {
        // Van Gogh has power1_cap as cards do.
        machine.card(0, "0000:04:00.0", "amdgpu", FakeMachine.AMD, "0x163f")
                .hwmon(5, "amdgpu")
                .metrics(136, 2, 3)
                .file("hwmon/hwmon5/power1_cap", "15000000")
                .file("hwmon/hwmon5/power1_average", "9000000");

        sensor = machine.open();

        assertThat(sensor.topology().host()).isEmpty();
    }

    @Test
    void mi300aIsAPackageThoughItsMetricsAreACards() throws Exception {
        machine.card(0, "0000:01:00.0", "amdgpu", FakeMachine.AMD, "0x74a0")
                .hwmon(5, "amdgpu")
                .metrics(200, 1, 5)
                .file("hwmon/hwmon5/power1_cap", "550000000")
                .file("hwmon/hwmon5/power1_input", "130000000");

        sensor = machine.open();

        assertThat(sensor.topology().host()).isEmpty();
    }

    @Test
    void anOldRadeonWithoutMetricsIsKnownByItsLimit() throws Exception {
        machine.card(0, "0000:01:00.0", "amdgpu", FakeMachine.AMD, "0x67df")
                .hwmon(1, "amdgpu")
                .file("hwmon/hwmon1/power1_cap", "145000000")
                .file("hwmon/hwmon1/power1_average", "31000000");

        sensor = machine.open();

        assertThat(sensor.topology().host()).containsExactly(only());
    }

    @Test
    void inDoubtNothingIsAdded() throws Exception {
        machine.card(0, "0000:01:00.0", "amdgpu", FakeMachine.AMD, "0x15dd")
                .hwmon(1, "amdgpu")
                .file("hwmon/hwmon1/power1_input", "11000000");

        sensor = machine.open();

        assertThat(sensor.topology().host()).isEmpty();
        assertThat(only().remark())
                .hasValueSatisfying(remark -> assertThat(remark).contains("perhaps of the whole package"));
    }

    @Test
    void aRadeonWithoutPowerIsEstimatedByHowBusyItIs() throws Exception {
        FakeCard card = machine.radeon().file("gpu_busy_percent", "100");
        card.remove("hwmon/hwmon3/power1_average");
        sensor = machine.open();
        assertThat(only().quality()).isEqualTo(Quality.ESTIMATED);
        assertThat(only().remark()).hasValue("AMD GPU 1002:744c: estimated from its utilisation, 35 to 306 W");
        read();

        // 102 % of the limit that its maker set.
        assertThat(after(1_000).microjoules(0)).isEqualTo(306_000_000);
        card.file("gpu_busy_percent", "0");
        read();
        assertThat(after(1_000).microjoules(0)).isEqualTo(306_000_000 + (306_000_000 + 34_500_000) / 2);
    }

    @Test
    void anApuWithoutPowerIsNotEstimatedSinceItsPackageIs() throws Exception {
        machine.card(1, "0000:c4:00.0", "amdgpu", FakeMachine.AMD, "0x1636")
                .hwmon(5, "amdgpu")
                .metrics(264, 2, 1)
                .file("gpu_busy_percent", "3");
        machine.with(GpuProvider.FULL, "30");

        assertThat(machine.open().topology().domains()).isEmpty();
    }
}
