package io.scaph.sensor.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaph.api.topology.Quality;
import org.junit.jupiter.api.Test;

/**
 * Which counter of a GPU of Intel is taken.
 *
 * <p>The names and units of the files are those of the kernel's ABI documents; the values are made up.
 */
class IntelCardsTest extends SensorOnFakeMachine {
    @Test
    void anArcIsReadByTheCounterOfTheCardAndNotOfItsTile() throws Exception {
        machine.card(1, "0000:03:00.0", "i915", FakeMachine.INTEL, "0x56a0")
                .hwmon(2, "i915")
                .file("hwmon/hwmon2/energy1_input", "777000000")
                .hwmon(1, "i915_gt0")
                .file("hwmon/hwmon1/energy1_input", "555000000");

        sensor = machine.open();

        assertThat(only().quality()).isEqualTo(Quality.MEASURED);
        assertThat(only().remark()).hasValue("Intel GPU 8086:56a0: its energy counter");
        assertThat(sensor.topology().host()).containsExactly(only());
        assertThat(read().microjoules(0)).isEqualTo(777_000_000);
    }

    @Test
    void ofTwoCountersTheCardsIsTaken() throws Exception {
        machine.card(1, "0000:03:00.0", "xe", FakeMachine.INTEL, "0xe20b")
                .hwmon(2, "xe")
                .file("hwmon/hwmon2/energy1_label", "pkg")
                .file("hwmon/hwmon2/energy1_input", "1000")
                .file("hwmon/hwmon2/energy2_label", "card")
                .file("hwmon/hwmon2/energy2_input", "2000");

        sensor = machine.open();

        assertThat(read().microjoules(0)).isEqualTo(2_000);
        assertThat(only().remark()).hasValue("Intel GPU 8086:e20b: the card's energy counter");
    }

    @Test
    void aCounterOfThePackageAloneIsTakenAndSaysSo() throws Exception {
        machine.card(1, "0000:03:00.0", "xe", FakeMachine.INTEL, "0x0bd5")
                .hwmon(2, "xe")
                .file("hwmon/hwmon2/energy2_input", "2000");

        sensor = machine.open();

        assertThat(only().remark())
                .hasValueSatisfying(remark -> assertThat(remark).contains("without the rest of the card"));
    }

    @Test
    void anIntegratedIntelGpuIsIgnoredAsPartOfItsPackage() throws Exception {
        machine.card(0, "0000:00:02.0", "i915", FakeMachine.INTEL, "0x9a49");

        GpuSensor none = machine.open();

        assertThat(none.topology().domains()).isEmpty();
        assertThat(none.topology().ignored()).singleElement().satisfies(zone -> {
            assertThat(zone.zone()).isEqualTo("0000:00:02.0");
            assertThat(zone.reason())
                    .isEqualTo(
                            "Intel GPU 8086:9a49 reports neither energy nor power: an integrated GPU is part of its package's energy");
        });
    }
}
