package io.scaph.cli.sensor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.scaph.cli.program.Scaph;
import io.scaph.testkit.PowercapSimulator;
import io.scaph.testkit.SimulatedZone;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** Known watts, in real time, through the whole program. */
@SuppressWarnings("try") // a simulator that runs is enough
@Isolated
class SimulatedMachineIT {
    private static final double MICRO = 1e6;

    @TempDir
    Path directory;

    @Test
    void hostPowerIsRightAndTheLedgerAddsUpAcrossAWrap() throws Exception {
        List<SimulatedZone> zones = List.of(
                SimulatedZone.of("intel-rapl:0", "package-1", 60).wrappingAfter(4),
                SimulatedZone.of("intel-rapl:0:0", "dram", 7.5),
                SimulatedZone.of("intel-rapl:0:1", "core", 40),
                SimulatedZone.of("intel-rapl:1", "package-0", 32.5),
                SimulatedZone.of("intel-rapl-mmio:0", "package-1", 60));

        try (PowercapSimulator machine = PowercapSimulator.start(directory, zones)) {
            Scaph scaph = scaph("-s", "powercap", "--path-sysfs", directory.toString(), "json", "-t", "8", "-s", "2");

            List<JsonNode> reports = scaph.reports();
            assertThat(scaph.exitCode()).isZero();
            assertThat(reports).hasSize(4);
            for (JsonNode report : reports) {
                assertThat(watts(report.at("/host"))).isCloseTo(100, onePercentAndLate(machine, 2));
                assertThat(watts(report.at("/sockets/0"))).isCloseTo(32.5, onePercentAndLate(machine, 2));
                assertThat(watts(report.at("/sockets/1"))).isCloseTo(60, onePercentAndLate(machine, 2));
                assertThat(report.at("/sensor").asText()).isEqualTo("powercap");
                assertThat(report.at("/quality").asText()).isEqualTo("MEASURED");
                Scaph.assertThatLedgerAddsUp(report);
            }
            assertThat(reports.get(3).at("/host/energy_microjoules").asLong() / MICRO)
                    .isCloseTo(800, onePercentAndLate(machine, 8));
        }
    }

    @Test
    void aSmallRangeThatWrapsManyTimesLosesNothing() throws Exception {
        SimulatedZone zone = new SimulatedZone("intel-rapl:0", "package-0", 50, 0, 400_000_000);

        try (PowercapSimulator machine = PowercapSimulator.start(directory, List.of(zone))) {
            Scaph scaph = scaph("-s", "powercap", "--path-sysfs", directory.toString(), "json", "-t", "20", "-s", "10");

            for (JsonNode report : scaph.reports()) {
                assertThat(watts(report.at("/host"))).isCloseTo(50, onePercentAndLate(machine, 10));
                Scaph.assertThatLedgerAddsUp(report);
            }
        }
    }

    @Test
    void aVirtualMachineReadsTheTreeOfItsHostAndSaysSo() throws Exception {
        List<SimulatedZone> zones = List.of(SimulatedZone.of("intel-rapl:0", "package-0", 12));

        try (PowercapSimulator machine = PowercapSimulator.startGuest(directory, zones)) {
            Scaph scaph = scaph("--vm", "--vm-path", directory.toString(), "json", "-t", "4", "-s", "2", "--ndjson");

            assertThat(scaph.output().lines())
                    .hasSize(2)
                    .allSatisfy(line -> assertThat(line).contains("\"quality\":\"RELAYED\""));
        }
    }

    @Test
    void aFileThatDisappearsIsAGapWithoutASpikeAndItsEnergyComesBack() throws Exception {
        List<SimulatedZone> zones = List.of(
                SimulatedZone.of("intel-rapl:0", "package-0", 40), SimulatedZone.of("intel-rapl:1", "package-1", 20));

        try (PowercapSimulator machine = PowercapSimulator.start(directory, zones)) {
            Scaph scaph = Scaph.start(
                    directory,
                    List.of("-s", "powercap", "--path-sysfs", directory.toString(), "json", "-t", "9", "-s", "1"));
            scaph.awaitOutput("consumers");
            machine.freeze("intel-rapl:0");
            Thread.sleep(50);
            Files.delete(machine.energyFile("intel-rapl:0"));
            Thread.sleep(3_000);
            machine.thaw("intel-rapl:0");
            scaph.await();

            List<JsonNode> reports = scaph.reports();
            assertThat(scaph.exitCode()).isZero();
            assertThat(reports).hasSize(9);
            assertThat(reports).anySatisfy(report -> {
                assertThat(report.at("/host/unknown_domains/0").asText()).isEqualTo("package-0");
                assertThat(report.at("/sockets/0/consumption").isNull()).isTrue();
                assertThat(watts(report.at("/sockets/1"))).isCloseTo(20, onePercentAndLate(machine, 1));
            });
            for (JsonNode report : reports) {
                assertThat(wattsOrNothing(report.at("/host"))).isLessThan(66);
                Scaph.assertThatLedgerAddsUp(report);
            }
            assertThat(reports.get(8).at("/host/energy_microjoules").asLong() / MICRO)
                    .isCloseTo(9 * 60, Percentage.withPercentage(2));
            assertThat(scaph.messages())
                    .containsOnlyOnce("package-0: energy unknown for now")
                    .doesNotContain("\tat ")
                    .doesNotContain("Exception");
        }
    }

    @Test
    void garbageInACounterIsAGapAndNothingElseStops() throws Exception {
        List<SimulatedZone> zones = List.of(
                SimulatedZone.of("intel-rapl:0", "package-0", 40), SimulatedZone.of("intel-rapl:1", "package-1", 20));

        try (PowercapSimulator machine = PowercapSimulator.start(directory, zones)) {
            Scaph scaph = Scaph.start(
                    directory,
                    List.of("-s", "powercap", "--path-sysfs", directory.toString(), "json", "-t", "7", "-s", "1"));
            scaph.awaitOutput("consumers");
            harm(machine, "0x1F garbage\u0000\u0001");
            Thread.sleep(1_200);
            harm(machine, "17");
            Thread.sleep(1_200);
            machine.thaw("intel-rapl:0");
            scaph.await();

            assertThat(scaph.exitCode()).isZero();
            for (JsonNode report : scaph.reports()) {
                assertThat(wattsOrNothing(report.at("/host"))).isLessThan(66);
                assertThat(watts(report.at("/sockets/1"))).isCloseTo(20, onePercentAndLate(machine, 1));
                Scaph.assertThatLedgerAddsUp(report);
            }
            assertThat(scaph.messages()).doesNotContain("Exception").contains("no whole number");
        }
    }

    private static void harm(PowercapSimulator machine, String content) throws Exception {
        machine.freeze("intel-rapl:0");
        Thread.sleep(50);
        Files.writeString(machine.energyFile("intel-rapl:0"), content);
    }

    private Scaph scaph(String... arguments) throws Exception {
        return Scaph.run(directory, arguments);
    }

    /** This amount may belong to the time before or after: the counters were late, possibly at both ends. */
    private static Percentage onePercentAndLate(PowercapSimulator machine, double seconds) {
        double late = machine.longestPause().toNanos() / 1e9;
        return Percentage.withPercentage(1 + 100 * late / seconds);
    }

    /** 0 while it is unknown. */
    private static double wattsOrNothing(JsonNode node) {
        return node.at("/consumption").isNull() ? 0 : watts(node);
    }

    private static double watts(JsonNode node) {
        assertThat(node.at("/consumption").isNumber()).isTrue();
        return node.at("/consumption").asDouble() / MICRO;
    }
}
