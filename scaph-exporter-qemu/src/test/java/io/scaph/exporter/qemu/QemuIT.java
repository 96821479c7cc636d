package io.scaph.exporter.qemu;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaph.api.Monitor;
import io.scaph.api.snapshot.Snapshot;
import io.scaph.api.spi.Exporter;
import io.scaph.api.spi.HostRoots;
import io.scaph.linux.counterfile.CounterFile;
import io.scaph.testkit.PowercapSimulator;
import io.scaph.testkit.SimulatedZone;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real QEMU processes on a host of simulated watts. Needs qemu-system-x86_64; KVM if there is one. */
@SuppressWarnings("try") // machines and a simulator that run are enough
class QemuIT {
    private static final List<SimulatedZone> ZONES =
            List.of(SimulatedZone.of("intel-rapl:0", "package-0", 60), SimulatedZone.of("intel-rapl:0:0", "dram", 10));

    @TempDir
    Path directory;

    private Path base;
    private String accelerator;

    @BeforeEach
    void prepare() throws Exception {
        assertThat(RealQemu.PROGRAM).as("Debian: qemu-system-x86").isExecutable();
        base = directory.resolve("scaphandre");
        accelerator = RealQemu.accelerator(directory);
    }

    @Test
    void whatTheFilesGainedIsWhatTheLedgerSaysAndTheLedgerAddsUp() throws Exception {
        try (RealQemu busy = RealQemu.busy(directory, accelerator, "-name", "guest=busy,debug-threads=on");
                RealQemu idle = RealQemu.idle(directory, accelerator, "-name", "guest=idle,debug-threads=on");
                PowercapSimulator host = PowercapSimulator.start(directory, ZONES)) {
            // Its firmware is busy for a moment.
            Thread.sleep(2_000);

            List<Snapshot> snapshots = export(Duration.ofSeconds(20));

            Snapshot first = snapshots.get(0);
            Snapshot last = snapshots.get(snapshots.size() - 1);
            assertThat(last.nanoTime() - first.nanoTime()).isGreaterThanOrEqualTo(20_000_000_000L);
            for (Snapshot snapshot : snapshots) {
                long lines = snapshot.processes().stream()
                        .mapToLong(one -> one.energy().microjoules())
                        .sum();
                assertThat(lines
                                + snapshot.ended().microjoules()
                                + snapshot.idle().microjoules()
                                + snapshot.unattributed().microjoules())
                        .isEqualTo(snapshot.host().energy().microjoules());
            }
            assertThat(last.host().energy().microjoules()).isGreaterThan(1_000_000_000);
            assertThat(energy("busy")).isEqualTo(line(last, busy.pid()) - line(first, busy.pid()));
            assertThat(energy("idle")).isEqualTo(line(last, idle.pid()) - line(first, idle.pid()));
            assertThat(energy("busy")).isGreaterThan(5 * energy("idle"));
            System.getLogger("QemuIT")
                    .log(
                            System.Logger.Level.INFO,
                            "accelerator {0}: busy {1} µJ, idle {2} µJ of {3} µJ",
                            accelerator,
                            energy("busy"),
                            energy("idle"),
                            last.host().energy().microjoules());
        }
    }

    @Test
    void machinesAreFoundAsTheyAreReallyStarted() throws Exception {
        String uuid = "6f1f8e5a-1c2b-4d3e-9f00-0123456789ab";
        try (RealQemu plain = RealQemu.idle(directory, "tcg", "-name", "plain");
                RealQemu proxmox =
                        RealQemu.idle(directory, "tcg", "-name", "proxmox,debug-threads=on", "-no-shutdown");
                RealQemu unnamed = RealQemu.idle(directory, "tcg", "-uuid", uuid);
                RealQemu nothing = RealQemu.idle(directory, "tcg");
                RealQemu stopped = RealQemu.idle(directory, "tcg", "-S", "-name", "stopped");
                RealQemu hostile = RealQemu.idle(directory, "tcg", "-name", "guest=../outside");
                RealQemu stranger = RealQemu.asOtherUser(directory, "-name", "guest=stranger");
                RealQemu probe = RealQemu.probe(directory);
                RealQemu impostor = RealQemu.impostor(directory, "impostor");
                RealQemu liar = RealQemu.idle(directory, "tcg", "-name", "plain");
                PowercapSimulator host = PowercapSimulator.start(directory, ZONES)) {
            export(Duration.ofSeconds(3));

            assertThat(stranger.isAlive() && probe.isAlive() && impostor.isAlive())
                    .isTrue();
            assertThat(machines())
                    .contains("plain", "proxmox", uuid, "qemu-" + nothing.pid(), "stopped")
                    .doesNotContain("stranger", "impostor", "qemu-" + probe.pid());
            assertThat(directory.resolve("outside")).doesNotExist();
        }
    }

    @Test
    void aMachineThatEndsKeepsItsCounterAndGoesOnWhenItIsBack() throws Exception {
        try (PowercapSimulator host = PowercapSimulator.start(directory, ZONES)) {
            long before;
            try (RealQemu first = RealQemu.busy(directory, "tcg", "-name", "guest=web,debug-threads=on")) {
                export(Duration.ofSeconds(4));
                before = energy("web");
            }
            export(Duration.ofSeconds(2));
            assertThat(energy("web")).isEqualTo(before).isPositive();
            try (RealQemu again = RealQemu.busy(directory, "tcg", "-name", "guest=web,debug-threads=on")) {
                export(Duration.ofSeconds(4));
                assertThat(energy("web")).isGreaterThan(before);
            }
        }
    }

    private List<Snapshot> export(Duration time) throws Exception {
        ExecutorService thread = Executors.newSingleThreadExecutor();
        TrustPolicy policy = TrustPolicy.of("root", RealQemu.PROGRAM.toString());
        try (Exporter exporter = new QemuExporter(base, Duration.ofSeconds(1), policy);
                Monitor monitor = Monitor.builder()
                        .sensor("powercap")
                        .roots(HostRoots.of(Path.of("/proc"), directory))
                        .details(exporter.details())
                        .open();
                Recorded snapshots = new Recorded(monitor.reader())) {
            Future<?> running = thread.submit(() -> {
                exporter.run(snapshots);
                return null;
            });
            Thread.sleep(time.toMillis());
            thread.shutdownNow();
            running.get(20, TimeUnit.SECONDS);
            return snapshots.snapshots();
        } finally {
            thread.shutdownNow();
        }
    }

    private static long line(Snapshot snapshot, long pid) {
        return snapshot.processes().stream()
                .filter(line -> line.process().pid() == pid)
                .mapToLong(one -> one.energy().microjoules())
                .sum();
    }

    private long energy(String machine) throws IOException {
        return number(machine, "intel-rapl:0") + number(machine, "intel-rapl:0:0");
    }

    private long number(String machine, String zone) throws IOException {
        try (CounterFile counter =
                new CounterFile(base.resolve(machine).resolve(zone).resolve("energy_uj"))) {
            return counter.read();
        }
    }

    private List<String> machines() throws IOException {
        try (Stream<Path> entries = Files.list(base)) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        }
    }
}
