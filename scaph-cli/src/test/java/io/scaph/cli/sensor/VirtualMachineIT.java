package io.scaph.cli.sensor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.scaph.cli.program.Scaph;
import io.scaph.testkit.PowercapSimulator;
import io.scaph.testkit.SimulatedZone;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A host and what runs in its guest, both as a user runs them, with a real QEMU process. */
@SuppressWarnings("try") // a simulator that runs is enough
class VirtualMachineIT {
    @TempDir
    Path directory;

    @Test
    void aGuestReadsWhatItsHostPublishes() throws Exception {
        List<SimulatedZone> zones = List.of(
                SimulatedZone.of("intel-rapl:0", "package-0", 60), SimulatedZone.of("intel-rapl:0:0", "dram", 10));
        Path trees = directory.resolve("trees");
        Process machine = new ProcessBuilder(
                        "/usr/bin/qemu-system-x86_64",
                        "-name",
                        "guest=web,debug-threads=on",
                        "-accel",
                        "tcg",
                        "-m",
                        "16",
                        "-nodefaults",
                        "-display",
                        "none")
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("qemu.log").toFile())
                .start();
        try (PowercapSimulator host = PowercapSimulator.start(directory, zones)) {
            Scaph exporter = Scaph.start(
                    directory,
                    List.of("--path-sysfs", directory.toString(), "qemu", "--path", trees.toString(), "--step", "1"));
            Path energy = trees.resolve("web/intel-rapl:0/energy_uj");
            for (int i = 0; i < 200 && !Files.exists(energy); i++) {
                Thread.sleep(100);
            }

            Scaph guest =
                    Scaph.run(directory, "--vm-path", trees.resolve("web").toString(), "json", "-t", "8", "-s", "4");

            assertThat(exporter.process().isAlive()).isTrue();
            exporter.signal("TERM");
            exporter.await();
            assertThat(exporter.exitCode()).isEqualTo(143);
            assertThat(exporter.messages()).doesNotContain("WARN", "Exception");
            assertThat(guest.exitCode()).isZero();
            List<JsonNode> reports = guest.reports();
            JsonNode last = reports.get(reports.size() - 1);
            assertThat(last.at("/quality").asText()).isEqualTo("RELAYED");
            assertThat(last.at("/host/domains").toString()).isEqualTo("[\"package-0\",\"dram@0\"]");
            // Without anything to boot, its firmware waits; that is little, but known.
            assertThat(last.at("/host/consumption").isNumber()).isTrue();
            assertThat(last.at("/host/energy_microjoules").asLong())
                    .isBetween(0L, Long.parseLong(Files.readString(energy).strip()) * 2);
            Scaph.assertThatLedgerAddsUp(last);
        } finally {
            machine.destroyForcibly();
            machine.waitFor(10, TimeUnit.SECONDS);
        }
    }
}
