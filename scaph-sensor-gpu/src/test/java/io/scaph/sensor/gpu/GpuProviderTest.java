package io.scaph.sensor.gpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scaph.api.spi.Availability;
import io.scaph.api.spi.SensorUnavailableException;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GpuProviderTest {
    @TempDir
    Path directory;

    private final GpuProvider provider = new GpuProvider();
    private FakeMachine machine;

    @BeforeEach
    void begin() throws IOException {
        machine = new FakeMachine(directory);
    }

    private void cards(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            machine.card(i, "0000:0" + i + ":00.0", "xe", "0x8086", "0x56a0")
                    .hwmon(2, "xe")
                    .file("hwmon/hwmon2/energy1_input", "1");
        }
    }

    private Availability unavailable() {
        Availability availability = provider.probe(machine.setup());
        assertThat(availability).returns(false, Availability::isAvailable);
        return availability;
    }

    @Test
    void itNeverStandsInForTheMachine() {
        assertThat(provider.complements()).isTrue();
    }

    @Test
    void aMachineWithoutGpusHasAReason() {
        Availability none = unavailable();

        assertThat(none.reason())
                .isEqualTo("no GPU was found by NVML nor in " + machine.sysfs().resolve("class/drm"));
        assertThat(none.remedy()).contains("nothing to do");
    }

    @Test
    void whatWasFoundIsReportedInOneLine() throws IOException {
        cards(6);

        Availability found = provider.probe(machine.setup());

        assertThat(found).satisfies(available -> {
            assertThat(available.isAvailable()).isTrue();
            assertThat(available.reason())
                    .startsWith("6 GPUs: 0000:00:00.0 Intel GPU 8086:56a0: its energy counter; 0000:01:00.0 ")
                    .endsWith("; and 2 more")
                    .doesNotContain("\n");
            assertThat(available.topology().orElseThrow().host()).hasSize(6);
        });
    }

    @Test
    void aGpuThatReportsNothingIsShownAndUnavailable() throws IOException {
        machine.card(0, "0000:03:00.0", "amdgpu", "0x1002", "0x744c")
                .hwmon(3, "amdgpu")
                .metrics(120, 1, 3)
                .file("gpu_busy_percent", "17");

        Availability blind = unavailable();

        assertThat(blind.reason()).contains("its power limit is not known either; give --gpu-full-watts");
        assertThat(blind.topology().orElseThrow().ignored()).hasSize(1);
        assertThatThrownBy(() -> provider.open(machine.setup()))
                .isInstanceOf(SensorUnavailableException.class)
                .hasMessage(blind.reason());
    }

    @Test
    void itCanBeSwitchedOff() throws IOException {
        cards(1);
        machine.with(GpuProvider.GPU, "off");

        assertThat(unavailable().reason()).isEqualTo("GPUs are switched off by --gpu off");
    }

    @Test
    void optionsThatMakeNoSenseAreRefusedByName() throws IOException {
        cards(1);
        machine.with(GpuProvider.FULL, "a lot");
        assertThat(unavailable().reason()).isEqualTo("--gpu-full-watts: 'a lot' is not a power in watts");

        machine.with(GpuProvider.FULL, "-5");
        assertThat(unavailable().reason()).isEqualTo("--gpu-full-watts: '-5' is not a power in watts");

        machine.with(GpuProvider.FULL, "10").with(GpuProvider.IDLE, "11");
        assertThat(unavailable().reason()).isEqualTo("--gpu-idle-watts is more than --gpu-full-watts");

        machine.with(GpuProvider.GPU, "maybe");
        assertThat(unavailable().reason()).isEqualTo("--gpu: 'maybe' is neither auto nor off");
    }

    @Test
    void aLibraryThatWasNamedAndCantBeLoadedIsNeverPassedOver() throws IOException {
        cards(1);
        machine.with(GpuProvider.NVML, directory.resolve("no-nvml.so"));

        assertThat(unavailable().reason()).startsWith("NVML can't be loaded: ").contains("no-nvml.so");
        assertThat(unavailable().remedy()).contains("--gpu-nvml-library");
    }
}
