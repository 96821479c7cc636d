package io.scaph.cli.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaph.api.Monitor;
import io.scaph.api.snapshot.SnapshotReader;
import io.scaph.cli.program.Scaph;
import io.scaph.testkit.PowercapSimulator;
import io.scaph.testkit.Replay;
import io.scaph.testkit.SimulatedZone;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** A recording of known watts, in real time, through the whole program. */
@SuppressWarnings("try") // a simulator that runs is enough
@Isolated
class RecordIT {
    @TempDir
    Path directory;

    private final List<SimulatedZone> zones = List.of(
            SimulatedZone.of("intel-rapl:0", "package-0", 60).wrappingAfter(2),
            SimulatedZone.of("intel-rapl:0:0", "dram", 7.5));

    @Test
    void whatWasRecordedIsMeasuredAgain() throws Exception {
        Path file = directory.resolve("machine.txt");
        try (PowercapSimulator machine = PowercapSimulator.start(directory, zones)) {
            Scaph scaph = Scaph.run(
                    directory,
                    "-s",
                    "powercap",
                    "--path-sysfs",
                    directory.toString(),
                    "record",
                    "-d",
                    "4",
                    "-i",
                    "200",
                    "-o",
                    file.toString());
            assertThat(scaph.exitCode()).isZero();
            assertThat(scaph.output()).isEmpty();
        }

        Replay replay = Replay.of(file);
        try (Monitor monitor = replay.monitor();
                SnapshotReader snapshots = monitor.reader()) {
            while (replay.next()) {
                snapshots.refresh();
            }
            double seconds = snapshots.latest().nanoTime() / 1e9;
            assertThat(seconds).isCloseTo(4, Percentage.withPercentage(10));
            assertThat(snapshots.latest().host().energy().microjoules() / 1e6 / seconds)
                    .isCloseTo(67.5, Percentage.withPercentage(3));
            assertThat(snapshots.latest().processes()).isNotEmpty();
        }
    }

    @Test
    void anInterruptLeavesAWholeFile() throws Exception {
        Path file = directory.resolve("machine.txt");
        try (PowercapSimulator machine = PowercapSimulator.start(directory, zones)) {
            Scaph scaph = Scaph.start(
                    directory,
                    List.of(
                            "-s",
                            "powercap",
                            "--path-sysfs",
                            directory.toString(),
                            "record",
                            "-d",
                            "-1",
                            "-o",
                            file.toString()));
            while (!Files.exists(file) || Files.size(file) == 0) {
                Thread.sleep(20);
            }
            Thread.sleep(1_500);
            scaph.signal("INT");
            scaph.await();

            assertThat(scaph.exitCode()).isEqualTo(130);
            assertThat(scaph.messages()).isEmpty();
        }
        assertThat(Replay.of(file).next()).isTrue();
    }

    @Test
    void aFileThatExistsIsAnErrorWithARemedy() throws Exception {
        Path file = Files.writeString(directory.resolve("machine.txt"), "mine");
        try (PowercapSimulator machine = PowercapSimulator.start(directory, zones)) {
            Scaph scaph = Scaph.run(
                    directory, "-s", "powercap", "--path-sysfs", directory.toString(), "record", "-o", file.toString());

            assertThat(scaph.exitCode()).isEqualTo(2);
            assertThat(scaph.messages().lines())
                    .hasSize(2)
                    .element(0)
                    .asString()
                    .contains("exists already");
        }
        assertThat(file).hasContent("mine");
    }
}
