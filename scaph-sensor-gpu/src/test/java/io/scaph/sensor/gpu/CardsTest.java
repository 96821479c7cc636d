package io.scaph.sensor.gpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scaph.api.internal.counter.CounterReadings;
import io.scaph.api.spi.SensorUnavailableException;
import io.scaph.api.topology.Quality;
import io.scaph.sensor.gpu.FakeMachine.FakeCard;
import io.scaph.sensor.gpu.internal.energy.PowerProfiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/**
 * Which cards are found, and what is known of those that sleep or fail.
 *
 * <p>The names and units of the files are those of the kernel's ABI documents and of amdgpu_pm.c; the values are made up.
 */
class CardsTest extends SensorOnFakeMachine {
    @Test
    void aCardThatSleepsIsNotWokenAndUsesNothing() throws Exception {
        FakeCard card = machine.radeon();
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
        FakeCard card = machine.card(1, "0000:03:00.0", "i915", FakeMachine.INTEL, "0x56a0")
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
        FakeCard card = machine.radeon();
        machine.card(1, "0000:07:00.0", "i915", FakeMachine.INTEL, "0x56a0")
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
        machine.radeon();
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
        machine.put(device.resolve("vendor"), FakeMachine.AMD + "\n");
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
        machine.radeon();
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
