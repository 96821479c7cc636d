package io.scaph.cli.sensor;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaph.cli.program.Scaph;
import io.scaph.cli.program.Server;
import io.scaph.testkit.PowercapSimulator;
import io.scaph.testkit.SimulatedZone;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** Counters that hang, fail at the start, appear later or stand still, through the whole program in real time. */
@Timeout(180)
@Isolated
class CounterFaultsIT {
    private static final String HOST_ENERGY = "scaph_host_energy_microjoules";
    private static final SimulatedZone FIRST = SimulatedZone.of("intel-rapl:0", "package-0", 40);
    private static final SimulatedZone SECOND = SimulatedZone.of("intel-rapl:1", "package-1", 20);

    /** The sensor is looked at every 10 s, and a better one is tried for at least a second. */
    private static final Duration NEXT_LOOK = Duration.ofSeconds(40);

    @TempDir
    private Path directory;

    private Path sysfs;

    @BeforeEach
    void makeTree() throws IOException {
        sysfs = Files.createDirectory(directory.resolve("sys"));
    }

    private Server automatic() throws Exception {
        int port = Server.freePort();
        List<String> command = new ArrayList<>(List.of(Scaph.script().toString(), "--no-header"));
        command.addAll(List.of("--path-sysfs", sysfs.toString(), "prometheus", "-p", Integer.toString(port)));
        return Server.start(directory, port, "/-/ready", command);
    }

    private static void await(Duration limit, Callable<Boolean> condition) throws Exception {
        long begin = System.nanoTime();
        while (!condition.call()) {
            assertThat(System.nanoTime() - begin).isLessThan(limit.toNanos());
            Thread.sleep(100);
        }
    }

    private static double hostEnergy(Server scaph) throws IOException {
        return scaph.points("/metrics").entrySet().stream()
                .filter(point -> point.getKey().startsWith(HOST_ENERGY))
                .mapToDouble(Map.Entry::getValue)
                .sum();
    }

    @Test
    void aCounterThatHangsIsLeftOutAndTheOthersGoOnUntilItCanBeReadAgain() throws Exception {
        try (PowercapSimulator machine = PowercapSimulator.start(sysfs, List.of(FIRST, SECOND));
                Server scaph = Server.scaph(directory, sysfs)) {
            Path file = machine.energyFile("intel-rapl:1");
            machine.freeze("intel-rapl:1");
            Thread.sleep(50);
            Files.delete(file);
            assertThat(new ProcessBuilder("mkfifo", file.toString()).start().waitFor())
                    .isZero();

            await(Duration.ofSeconds(15), () -> scaph.status("/-/healthy") == 503);

            Thread.sleep(2_000);
            assertThat(scaph.points("/metrics").keySet())
                    .contains("scaph_socket_power_microwatts{socket_id=\"0\"}")
                    .doesNotContain("scaph_socket_power_microwatts{socket_id=\"1\"}");
            assertThat(scaph.log()).containsOnlyOnce("WARN").contains(file.toString(), "has not returned");

            Files.delete(file);
            machine.thaw("intel-rapl:1");

            await(Duration.ofSeconds(5), () -> scaph.status("/-/healthy") == 200);
            await(
                    Duration.ofSeconds(5),
                    () -> scaph.points("/metrics").containsKey("scaph_socket_power_microwatts{socket_id=\"1\"}"));
        }
    }

    @Test
    void aSensorThatFailsAtTheStartTakesOverWhenItWorks() throws Exception {
        try (PowercapSimulator machine = PowercapSimulator.start(sysfs, List.of(FIRST))) {
            machine.freeze("intel-rapl:0");
            Thread.sleep(50);
            Files.writeString(machine.energyFile("intel-rapl:0"), "input/output error\n");
            try (Server scaph = automatic()) {
                assertThat(scaph.log())
                        .containsOnlyOnce("WARN")
                        .contains(machine.energyFile("intel-rapl:0").toString(), "estimated");
                machine.thaw("intel-rapl:0");
                double before = hostEnergy(scaph);

                await(NEXT_LOOK, () -> scaph.log().contains("sensor powercap works now"));
                await(
                        Duration.ofSeconds(5),
                        () -> scaph.points("/metrics").containsKey("scaph_socket_power_microwatts{socket_id=\"0\"}"));

                assertThat(hostEnergy(scaph)).isGreaterThanOrEqualTo(before);
            }
        }
    }

    @Test
    void aPackageThatAppearsLaterJoins() throws Exception {
        try (PowercapSimulator machine = PowercapSimulator.start(sysfs, List.of(FIRST));
                Server scaph = Server.scaph(directory, sysfs)) {
            Thread.sleep(3_000);
            try (PowercapSimulator late = PowercapSimulator.start(sysfs, List.of(SECOND))) {
                await(NEXT_LOOK, () -> scaph.log().contains("package-1 can be read now"));
                await(
                        Duration.ofSeconds(5),
                        () -> scaph.points("/metrics").containsKey("scaph_socket_power_microwatts{socket_id=\"1\"}"));
                assertThat(machine.longestPause()).isPositive();
                assertThat(late.longestPause()).isPositive();
            }
        }
    }

    @Test
    void countersThatStandStillGiveWayToAnEstimateUntilTheyMove() throws Exception {
        try (PowercapSimulator machine = PowercapSimulator.start(sysfs, List.of(FIRST));
                Server scaph = automatic()) {
            machine.freeze("intel-rapl:0");
            await(NEXT_LOOK, () -> scaph.log().contains("sensor estimation takes over"));
            double before = hostEnergy(scaph);
            machine.thaw("intel-rapl:0");

            await(NEXT_LOOK, () -> scaph.log().contains("sensor powercap works now"));

            assertThat(hostEnergy(scaph)).isGreaterThanOrEqualTo(before);
        }
    }
}
