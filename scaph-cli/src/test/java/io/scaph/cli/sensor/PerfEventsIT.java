package io.scaph.cli.sensor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.scaph.cli.program.Scaph;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A user that may not read {@code energy_uj}, with and without the right to perf events. The PMU's directory is made up: its
 * event is a clock that the kernel counts in software, at 2^-32 J a nanosecond.
 */
class PerfEventsIT {
    private static final double WATTS = 1e9 / (1L << 32);
    private static final double MICRO = 1e6;

    @TempDir
    Path directory;

    private Path sysfs;

    @BeforeEach
    void makeMachineWithClosedCounters() throws Exception {
        sysfs = Files.createDirectory(directory.resolve("sys"));
        Path zone = sysfs.resolve("class/powercap/intel-rapl:0");
        write(zone.resolve("name"), "package-0");
        write(zone.resolve("max_energy_range_uj"), "262143328850");
        write(zone.resolve("energy_uj"), "1234567");
        Files.setPosixFilePermissions(zone.resolve("energy_uj"), PosixFilePermissions.fromString("r--------"));
        Path pmu = sysfs.resolve("bus/event_source/devices/power");
        write(pmu.resolve("type"), "1");
        write(pmu.resolve("cpumask"), "0");
        write(pmu.resolve("events/energy-pkg"), "event=0x00");
        write(pmu.resolve("events/energy-pkg.scale"), "2.3283064365386962890625e-10");
        write(pmu.resolve("events/energy-pkg.unit"), "Joules");
        write(sysfs.resolve("devices/system/cpu/cpu0/topology/physical_package_id"), "0");
        for (Path opened = directory; opened != null && opened.getNameCount() > 1; opened = opened.getParent()) {
            Files.setPosixFilePermissions(opened, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    private static void write(Path file, String content) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, content + "\n");
    }

    @Test
    void aUserWithTheRightMeasuresThroughPerfEvents() throws Exception {
        Scaph scaph = asNobody(List.of("--inh-caps=+perfmon", "--ambient-caps=+perfmon"), "json", "-t", "4", "-s", "2");

        assertMeasured(scaph);
    }

    @Test
    void aUserWithoutTheRightIsToldOrMeasuresAsTheMachineIsSetUp() throws Exception {
        Scaph scaph = asNobody(List.of(), "json", "-t", "4", "-s", "2");

        if (paranoid() <= 0) {
            assertMeasured(scaph);
            return;
        }
        assertThat(scaph.exitCode()).isEqualTo(2);
        assertThat(scaph.messages().lines()).hasSize(2);
        assertThat(scaph.messages())
                .contains("energy_uj: permission denied for user nobody")
                .containsPattern("perf events can't be used either: perf_event_open\\(type 1, config 0x0, cpu 0\\):"
                        + " E(ACCES|PERM) \\(permission denied\\)")
                .contains("kernel.perf_event_paranoid=0");
    }

    @Test
    void theChoiceIsSaidInTheLog() throws Exception {
        Scaph scaph =
                asNobody(List.of("--inh-caps=+perfmon", "--ambient-caps=+perfmon"), "stdout", "-t", "1", "-s", "1");

        assertThat(scaph.messages())
                .contains("sensor powercap: 1 energy counter by perf events (PMU power), because " + sysfs)
                .doesNotContain("WARNING");
    }

    private static void assertMeasured(Scaph scaph) throws IOException {
        assertThat(scaph.exitCode()).isZero();
        assertThat(scaph.reports()).hasSize(2).allSatisfy(report -> {
            assertThat(report.at("/host/consumption").asDouble() / MICRO)
                    .isCloseTo(WATTS, Percentage.withPercentage(1));
            assertThat(report.at("/quality").asText()).isEqualTo("MEASURED");
            assertThat(domains(report)).containsExactly("package-0");
            Scaph.assertThatLedgerAddsUp(report);
        });
    }

    private static List<String> domains(JsonNode report) {
        List<String> ids = new ArrayList<>();
        report.at("/host/domains").forEach(id -> ids.add(id.asText()));
        return ids;
    }

    private static int paranoid() throws IOException {
        return Integer.parseInt(Files.readString(Path.of("/proc/sys/kernel/perf_event_paranoid"))
                .strip());
    }

    private Scaph asNobody(List<String> capabilities, String... exporter) throws Exception {
        List<String> user = new ArrayList<>(List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"));
        user.addAll(capabilities);
        user.add("--");
        List<String> arguments = new ArrayList<>(List.of("-v", "-s", "powercap", "--path-sysfs", sysfs.toString()));
        arguments.addAll(List.of(exporter));
        return Scaph.start(directory, user, arguments).await();
    }
}
