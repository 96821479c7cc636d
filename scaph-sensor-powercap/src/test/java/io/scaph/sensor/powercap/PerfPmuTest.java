package io.scaph.sensor.powercap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.scaph.api.topology.DomainKind;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The directory of the PMU, right and wrong. */
class PerfPmuTest {
    private final FileSystem files = Jimfs.newFileSystem(Configuration.unix());
    private final Path sysfs = files.getPath("/sys");

    @AfterEach
    void closeFiles() throws IOException {
        files.close();
    }

    @Test
    void aMachineWithoutThePmuHasNone() throws IOException {
        assertThat(PerfPmu.read(sysfs)).isEmpty();
    }

    @Test
    void typeEventsAndCpusAreThoseOfTheFiles() throws IOException {
        new PerfDirectory(sysfs, 23, "0,32").cpu(0, 0, 0).cpu(32, 1, 0).events("energy-pkg", "energy-ram");

        PerfPmu pmu = pmu();

        assertThat(pmu.type()).isEqualTo(23);
        assertThat(pmu.leads())
                .containsExactly(new PerfPmu.Lead(0, 0, OptionalInt.of(0)), new PerfPmu.Lead(32, 1, OptionalInt.of(0)));
        assertThat(pmu.events())
                .containsOnlyKeys(DomainKind.PACKAGE, DomainKind.DRAM)
                .containsEntry(DomainKind.PACKAGE, new PerfPmu.PmuEvent("energy-pkg", 2));
        assertThat(pmu.ignored()).isEmpty();
    }

    @Test
    void theSocketIsThatOfTheCpuNotItsPlaceInTheMask() throws IOException {
        new PerfDirectory(sysfs, 23, "0-1").cpu(0, 10, 0).cpu(1, 3, 0).events("energy-pkg");

        assertThat(pmu().leads()).extracting(PerfPmu.Lead::socket).containsExactly(10, 3);
    }

    @Test
    void anOldKernelReportsNoDies() throws IOException {
        new PerfDirectory(sysfs, 23, "0").cpu(0, 0, 0).events("energy-pkg");
        Files.delete(sysfs.resolve("devices/system/cpu/cpu0/topology/die_id"));

        assertThat(pmu().leads()).containsExactly(new PerfPmu.Lead(0, 0, OptionalInt.empty()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0,", "-1", "1-0", "0-99999999999", "0-99999", "zero", "00000000,00000001f", "0 1"})
    void aMaskThatIsNoListIsRefused(String mask) throws IOException {
        new PerfDirectory(sysfs, 23, mask);

        assertThatThrownBy(this::pmu).hasMessageContaining("is not a list of CPUs");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "power", "-1", "99999999999", "0x17", "1\n2"})
    void aTypeThatIsNoNumberIsNamed(String type) throws IOException {
        new PerfDirectory(sysfs, 23, "0").cpu(0, 0, 0).events("energy-pkg").write("type", type);

        assertThatThrownBy(() -> PerfPmu.read(sysfs))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("/sys/bus/event_source/devices/power/type: ")
                .message()
                .doesNotContain("\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"type", "cpumask"})
    void aFileThatIsMissingIsNamed(String file) throws IOException {
        new PerfDirectory(sysfs, 23, "0").cpu(0, 0, 0).events("energy-pkg").without(file);

        assertThatThrownBy(() -> PerfPmu.read(sysfs))
                .isInstanceOf(IOException.class)
                .hasMessage("/sys/bus/event_source/devices/power/" + file + ": no such file");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "energy-ram       | event=0x100     | not a known event",
                "energy-ram       | umask=0x3       | not a known event",
                "energy-ram       | event=0x03,x=1  | not a known event",
                "energy-ram.scale | nan             | its scale is 'nan'",
                "energy-ram.scale | -1e-3           | its scale is '-1e-3'",
                "energy-ram.scale | 0               | its scale is '0'",
                "energy-ram.scale | 1e-9            | its scale is '1e-9', not 2.3283064365386962890625e-10",
                "energy-ram.scale | 1e999999999     | its scale is",
                "energy-ram.unit  | Watts           | its unit is 'Watts', not Joules",
                "energy-ram.unit  | joules          | its unit is 'joules', not Joules",
            })
    void anEventThatMakesNoSenseIsLeftOutWithTheReason(String file, String content, String reason) throws IOException {
        new PerfDirectory(sysfs, 23, "0")
                .cpu(0, 0, 0)
                .events("energy-pkg", "energy-ram")
                .write("events/" + file, content);

        PerfPmu pmu = pmu();

        assertThat(pmu.events()).containsOnlyKeys(DomainKind.PACKAGE);
        assertThat(pmu.ignored()).singleElement().satisfies(ignored -> {
            assertThat(ignored.zone()).isEqualTo("power/energy-ram");
            assertThat(ignored.reason()).contains(reason).doesNotContain("\n");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"scale", "unit"})
    void anEventWithoutScaleOrUnitIsLeftOut(String suffix) throws IOException {
        new PerfDirectory(sysfs, 23, "0")
                .cpu(0, 0, 0)
                .events("energy-pkg", "energy-ram")
                .without("events/energy-ram." + suffix);

        PerfPmu pmu = pmu();

        assertThat(pmu.events()).containsOnlyKeys(DomainKind.PACKAGE);
        assertThat(pmu.ignored())
                .singleElement()
                .satisfies(ignored ->
                        assertThat(ignored.reason()).endsWith("events/energy-ram." + suffix + ": no such file"));
    }

    @Test
    void aFileOfMegabytesIsNotTaken() throws IOException {
        new PerfDirectory(sysfs, 23, "0")
                .cpu(0, 0, 0)
                .events("energy-pkg")
                .write("events/energy-pkg.scale", "1".repeat(1_000_000));

        assertThat(pmu().events()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "", "x"})
    void aCpuWithoutASocketIsLeftOutWithTheReason(String socket) throws IOException {
        new PerfDirectory(sysfs, 23, "0,8").cpu(0, 0, 0).cpu(8, 1, 0).events("energy-pkg");
        Files.writeString(sysfs.resolve("devices/system/cpu/cpu8/topology/physical_package_id"), socket);

        PerfPmu pmu = pmu();

        assertThat(pmu.leads()).extracting(PerfPmu.Lead::cpu).containsExactly(0);
        assertThat(pmu.ignored())
                .singleElement()
                .satisfies(ignored -> assertThat(ignored.zone()).isEqualTo("power/cpu8"));
    }

    private PerfPmu pmu() throws IOException {
        return PerfPmu.read(sysfs).orElseThrow();
    }
}
