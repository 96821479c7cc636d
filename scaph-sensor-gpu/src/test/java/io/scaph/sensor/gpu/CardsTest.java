package io.scaph.sensor.gpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scaph.api.internal.counter.CounterReadings;
import io.scaph.api.spi.SensorUnavailableException;
import io.scaph.api.topology.Domain;
import io.scaph.api.topology.Quality;
import io.scaph.sensor.gpu.FakeMachine.FakeCard;
import io.scaph.sensor.gpu.internal.energy.PowerProfiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The names and units of the files are those of the kernel's ABI documents and of amdgpu_pm.c; the values are made up. */
class CardsTest {
    private static final String AMD = "0x1002";
    private static final String INTEL = "0x8086";

    @TempDir
    Path directory;

    private FakeMachine machine;

    @SuppressWarnings("NullAway.Init")
    private GpuSensor sensor;

    @BeforeEach
    void begin() throws IOException {
        machine = new FakeMachine(directory);
    }

    private FakeCard radeon() throws IOException {
        return machine.card(0, "0000:03:00.0", "amdgpu", AMD, "0x744c")
                .hwmon(3, "amdgpu")
                .metrics(120, 1, 3)
                .file("gpu_busy_percent", "17")
                .file("hwmon/hwmon3/power1_cap", "339000000")
                .file("hwmon/hwmon3/power1_cap_default", "300000000")
                .file("hwmon/hwmon3/power1_average", "42000000");
    }

    private Domain only() {
        assertThat(sensor.topology().domains()).hasSize(1);
        return sensor.topology().domains().get(0);
    }

    private CounterReadings read() {
        CounterReadings counters =
                new CounterReadings(sensor.topology().domains().size());
        sensor.read(counters);
        return counters;
    }

    private CounterReadings after(long millis) {
        machine.clock().advance(Duration.ofMillis(millis));
        return read();
    }

    @Test
    void aRadeonsPowerIsAddedUp() throws Exception {
        FakeCard card = radeon();
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
        FakeCard card = radeon().file("hwmon/hwmon3/power1_input", "30000000");
        card.remove("hwmon/hwmon3/power1_average");

        sensor = machine.open();

        assertThat(only().zone()).endsWith("power1_input");
        read();
        assertThat(after(1_000).microjoules(0)).isEqualTo(30_000_000);
    }

    @Test
    void thePowerOfAnApuIsThatOfItsPackageAndNeverAddedToTheHost() throws Exception {
        machine.card(1, "0000:c4:00.0", "amdgpu", AMD, "0x150e")
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
        machine.card(0, "0000:04:00.0", "amdgpu", AMD, "0x163f")
                .hwmon(5, "amdgpu")
                .metrics(136, 2, 3)
                .file("hwmon/hwmon5/power1_cap", "15000000")
                .file("hwmon/hwmon5/power1_average", "9000000");

        sensor = machine.open();

        assertThat(sensor.topology().host()).isEmpty();
    }

    @Test
    void mi300aIsAPackageThoughItsMetricsAreACards() throws Exception {
        machine.card(0, "0000:01:00.0", "amdgpu", AMD, "0x74a0")
                .hwmon(5, "amdgpu")
                .metrics(200, 1, 5)
                .file("hwmon/hwmon5/power1_cap", "550000000")
                .file("hwmon/hwmon5/power1_input", "130000000");

        sensor = machine.open();

        assertThat(sensor.topology().host()).isEmpty();
    }

    @Test
    void anOldRadeonWithoutMetricsIsKnownByItsLimit() throws Exception {
        machine.card(0, "0000:01:00.0", "amdgpu", AMD, "0x67df")
                .hwmon(1, "amdgpu")
                .file("hwmon/hwmon1/power1_cap", "145000000")
                .file("hwmon/hwmon1/power1_average", "31000000");

        sensor = machine.open();

        assertThat(sensor.topology().host()).containsExactly(only());
    }

    @Test
    void inDoubtNothingIsAdded() throws Exception {
        machine.card(0, "0000:01:00.0", "amdgpu", AMD, "0x15dd")
                .hwmon(1, "amdgpu")
                .file("hwmon/hwmon1/power1_input", "11000000");

        sensor = machine.open();

        assertThat(sensor.topology().host()).isEmpty();
        assertThat(only().remark())
                .hasValueSatisfying(remark -> assertThat(remark).contains("perhaps of the whole package"));
    }

    @Test
    void aRadeonWithoutPowerIsEstimatedByHowBusyItIs() throws Exception {
        FakeCard card = radeon().file("gpu_busy_percent", "100");
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
        machine.card(1, "0000:c4:00.0", "amdgpu", AMD, "0x1636")
                .hwmon(5, "amdgpu")
                .metrics(264, 2, 1)
                .file("gpu_busy_percent", "3");
        machine.with(GpuProvider.FULL, "30");

        assertThat(machine.open().topology().domains()).isEmpty();
    }

    @Test
    void anArcIsReadByTheCounterOfTheCardAndNotOfItsTile() throws Exception {
        machine.card(1, "0000:03:00.0", "i915", INTEL, "0x56a0")
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
        machine.card(1, "0000:03:00.0", "xe", INTEL, "0xe20b")
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
        machine.card(1, "0000:03:00.0", "xe", INTEL, "0x0bd5")
                .hwmon(2, "xe")
                .file("hwmon/hwmon2/energy2_input", "2000");

        sensor = machine.open();

        assertThat(only().remark())
                .hasValueSatisfying(remark -> assertThat(remark).contains("without the rest of the card"));
    }

    @Test
    void anIntegratedIntelGpuIsIgnoredAsPartOfItsPackage() throws Exception {
        machine.card(0, "0000:00:02.0", "i915", INTEL, "0x9a49");

        GpuSensor none = machine.open();

        assertThat(none.topology().domains()).isEmpty();
        assertThat(none.topology().ignored()).singleElement().satisfies(zone -> {
            assertThat(zone.zone()).isEqualTo("0000:00:02.0");
            assertThat(zone.reason())
                    .isEqualTo(
                            "Intel GPU 8086:9a49 reports neither energy nor power: an integrated GPU is part of its package's energy");
        });
    }

    @Test
    void aCardThatSleepsIsNotWokenAndUsesNothing() throws Exception {
        FakeCard card = radeon();
        sensor = machine.open();
        read();
        after(1_000);

        card.file("power/runtime_status", "suspended").file("hwmon/hwmon3/power1_average", "not to be read");
        CounterReadings asleep = after(1_000);
        CounterReadings still = after(1_000);

        assertThat(asleep.failure(0)).isEmpty();
        // Half of the second in which it fell asleep.
        assertThat(asleep.microjoules(0)).isEqualTo(63_000_000);
        assertThat(still.microjoules(0)).isEqualTo(63_000_000);
    }

    @Test
    void aCardThatSleepsWhenItIsFoundIsUsedOnceItWakes() throws Exception {
        FakeCard card = machine.card(1, "0000:03:00.0", "i915", INTEL, "0x56a0")
                .hwmon(2, "i915")
                .file("hwmon/hwmon2/energy1_input", "not to be read")
                .file("power/runtime_status", "suspended");
        sensor = machine.open();
        assertThat(read().failure(0))
                .hasValueSatisfying(
                        reason -> assertThat(reason).endsWith("the card has slept since before it was first read"));

        card.file("hwmon/hwmon2/energy1_input", "5000").file("power/runtime_status", "active");
        assertThat(after(1_000).microjoules(0)).isEqualTo(5_000);
        card.file("hwmon/hwmon2/energy1_input", "not to be read").file("power/runtime_status", "suspended");
        assertThat(after(1_000).microjoules(0)).isEqualTo(5_000);
    }

    @Test
    void aReadingThatFailsIsAGapOfItsOwnDomain() throws Exception {
        FakeCard card = radeon();
        machine.card(1, "0000:07:00.0", "i915", INTEL, "0x56a0")
                .hwmon(2, "i915")
                .file("hwmon/hwmon2/energy1_input", "777000000");
        sensor = machine.open();
        read();

        card.remove("hwmon/hwmon3/power1_average");
        CounterReadings failed = after(1_000);

        assertThat(failed.failure(0))
                .hasValueSatisfying(reason -> assertThat(reason).endsWith("power1_average: no such file"));
        assertThat(failed.microjoules(1)).isEqualTo(777_000_000);
    }

    @Test
    void partitionsOfOneGpuAreOneDomain() throws Exception {
        radeon();
        Files.createSymbolicLink(
                machine.sysfs().resolve("class/drm/card7"), machine.sysfs().resolve("class/drm/card0"));

        sensor = machine.open();

        only();
    }

    @Test
    void whatIsNotOnThePciBusIsPassedOver() throws Exception {
        Path device = machine.sysfs().resolve("devices/platform/soc/fe400000.gpu");
        Files.createDirectories(device);
        Path card = machine.sysfs().resolve("class/drm/card0");
        Files.createDirectories(card);
        Files.createSymbolicLink(card.resolve("device"), device);

        assertThatThrownBy(() -> machine.open())
                .isInstanceOf(SensorUnavailableException.class)
                .hasMessageContaining("no GPU was found");
    }

    /** A link in a recorded tree may have become the directory that it led to. */
    @Test
    void aCopyOfATreeWithoutLinksIsRead() throws Exception {
        Path device = machine.sysfs().resolve("class/drm/card0/device");
        machine.put(device.resolve("vendor"), AMD + "\n");
        machine.put(device.resolve("device"), "0x744c\n");
        machine.put(device.resolve("hwmon/hwmon3/name"), "amdgpu\n");
        machine.put(device.resolve("hwmon/hwmon3/power1_cap"), "339000000\n");
        machine.put(device.resolve("hwmon/hwmon3/power1_average"), "42000000\n");
        sensor = machine.open();
        assertThat(only().id()).isEqualTo("gpu-card0");
        sensor.close();

        machine.put(device.resolve("uevent"), "DRIVER=amdgpu\nPCI_SLOT_NAME=0000:03:00.0\n");
        sensor = machine.open();

        assertThat(only().id()).isEqualTo("gpu-0000:03:00.0");
        assertThat(only().quality()).isEqualTo(Quality.MEASURED);
    }

    @Test
    void aCardWithoutItsDeviceIsReportedAndTheOthersAreUsed() throws Exception {
        radeon();
        Path card = machine.sysfs().resolve("class/drm/card4");
        Files.createDirectories(card);
        Files.createSymbolicLink(card.resolve("device"), directory.resolve("gone"));

        sensor = machine.open();

        only();
        assertThat(sensor.topology().ignored().get(0).reason()).endsWith("card4/device: no such file");
    }

    @Test
    void nvidiasCardWithoutNvmlIsIgnoredWithTheReason() throws Exception {
        machine.card(0, "0000:01:00.0", "nvidia", "0x10de", "0x2684");

        GpuFinder finder = new GpuFinder(
                machine.setup().roots(),
                Optional.of(directory.resolve("no-nvml.so")),
                new PowerProfiles(OptionalDouble.empty(), OptionalDouble.empty()));

        assertThat(finder.find().gpus().ignored().get(0).reason())
                .startsWith("NVIDIA GPU 10de:2684 reports neither energy nor power: NVML can't be loaded: ");
    }
}
