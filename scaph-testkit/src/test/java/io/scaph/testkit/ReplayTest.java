package io.scaph.testkit;

import static io.scaph.testkit.Machines.DISK;
import static io.scaph.testkit.Machines.DRAM;
import static io.scaph.testkit.Machines.GPU;
import static io.scaph.testkit.Machines.PACKAGE;
import static org.assertj.core.api.Assertions.assertThat;

import io.scaph.api.Monitor;
import io.scaph.api.internal.snapshot.TickSnapshot;
import io.scaph.api.snapshot.AllocationPolicy;
import io.scaph.api.snapshot.DomainEnergy;
import io.scaph.api.snapshot.ProcessEnergy;
import io.scaph.api.snapshot.Snapshot;
import io.scaph.api.snapshot.SnapshotReader;
import io.scaph.api.spi.HostRoots;
import io.scaph.api.spi.SensorUnavailableException;
import io.scaph.api.workload.Container;
import io.scaph.api.workload.Job;
import io.scaph.api.workload.User;
import io.scaph.recording.Recorder;
import io.scaph.recording.Recording;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A monitor measures the same on a machine and on its recording, to the microjoule. */
class ReplayTest {

    @TempDir
    Path directory;

    private final VirtualClock clock = new VirtualClock();
    private final SimulatedMachine machine = new SimulatedMachine(clock, 4, Machines.withDevices(100_000_000))
            .watts(GPU, 120)
            .use(GPU, 7, 0.5)
            .watts(DISK, 6)
            .uncertain(DISK, 0.75, 1.5)
            .wrapAfter(PACKAGE, 60_000_000)
            .watts(PACKAGE, 20.25)
            .watts(DRAM, 3)
            .run(7, "mine", 1);
    private final ByteArrayOutputStream text = new ByteArrayOutputStream();

    private String recorded() {
        return text.toString(StandardCharsets.UTF_8);
    }

    private Recorder recorder() throws IOException, SensorUnavailableException {
        return new Recorder("simulation", machine.sensor(), machine.workloads(), clock, text);
    }

    private Replay replay() throws IOException {
        return new Replay(Recording.read(new ByteArrayInputStream(text.toByteArray()), "it"));
    }

    /** What must be the same: energies, gaps, corrections and the lines of processes. */
    private static List<Object> known(Snapshot snapshot) {
        List<Object> known = new ArrayList<>(List.of(
                snapshot.nanoTime(),
                snapshot.host().energy().microjoules(),
                snapshot.idle().microjoules(),
                snapshot.unattributed().microjoules(),
                snapshot.ended().microjoules(),
                snapshot.busy().toNanos(),
                snapshot.capacity().toNanos()));
        for (DomainEnergy domain : snapshot.domains()) {
            known.add(domain.energy().microjoules());
            known.add(domain.range().low().microjoules());
            known.add(domain.range().high().microjoules());
            known.add(domain.knownTime().toNanos());
            known.add(domain.unknownTime().toNanos());
            known.add(domain.corrections());
        }
        known.add(((TickSnapshot) snapshot).balance().devices());
        for (ProcessEnergy line : snapshot.processes()) {
            known.add(line.process().pid() + "=" + line.energy().microjoules() + "/"
                    + line.endedChildren().microjoules());
        }
        return known;
    }

    /** Random events of a machine. */
    @ParameterizedTest
    @ValueSource(strings = {"capacity", "active", "baseline"})
    void theReplayedMonitorKnowsWhatTheRecordedOneKnew(String policy) throws Exception {
        long seed = Long.getLong("scaph.seed", System.nanoTime());
        Random random = new Random(seed);
        List<List<Object>> original = new ArrayList<>();
        try (Monitor monitor = machine.monitorBuilder()
                        .policy(AllocationPolicy.of(policy))
                        .open();
                SnapshotReader snapshots = monitor.reader();
                Recorder recorder = recorder()) {
            recorder.tick();
            original.add(known(snapshots.latest()));
            for (int i = 0; i < 200; i++) {
                happen(random);
                clock.advance(Duration.ofNanos(1 + random.nextInt(60_000_000)));
                recorder.tick();
                original.add(known(snapshots.refresh()));
            }
            recorder.end();
        }

        Replay replay = replay();
        List<List<Object>> replayed = new ArrayList<>();
        try (Monitor monitor = replay.monitorBuilder()
                        .policy(AllocationPolicy.of(policy))
                        .open();
                SnapshotReader snapshots = monitor.reader()) {
            replayed.add(known(snapshots.latest()));
            while (replay.next()) {
                replayed.add(known(snapshots.refresh()));
            }
        }
        assertThat(replayed).as("with -Dscaph.seed=" + seed).isEqualTo(original);
    }

    private void happen(Random random) {
        switch (random.nextInt(13)) {
            case 0 -> machine.watts(PACKAGE, random.nextInt(60));
            case 1 -> machine.readable(PACKAGE, random.nextBoolean());
            case 2 -> machine.readable(DRAM, random.nextBoolean());
            case 3 -> machine.reset(DRAM);
            case 4 -> machine.suspend();
            case 5, 6 -> machine.run(10 + random.nextInt(5), "some", random.nextInt(8) / 10.0);
            case 7 -> machine.end(10 + random.nextInt(5));
            case 8 -> machine.use(GPU, 10 + random.nextInt(5), random.nextInt(10) / 10.0);
            case 9 -> machine.useKnown(GPU, random.nextInt(4) > 0);
            case 10 -> machine.readable(GPU, random.nextInt(4) > 0);
            default -> machine.watts(DRAM, random.nextInt(4));
        }
    }

    @Test
    void nothingThatIdentifiesTheMachineIsWritten() throws Exception {
        machine.run(8, "secret-name", 1)
                .describe(
                        8,
                        process -> process.withExecutable("/home/secret-home/run")
                                .withCommandLine("run --password secret-word")
                                .withContainer(Container.of("secret-id", "docker", null)
                                        .named("secret-container", Map.of("label", "secret-label")))
                                .withJob(Job.of("secret-job", "slurm"))
                                .withVirtualMachine("secret-guest")
                                .withUnit("secret-unit")
                                .withUser(User.of(1000, "secret-user")));
        try (Recorder recorder = recorder()) {
            recorder.tick();
            clock.advance(Duration.ofSeconds(1));
            recorder.tick();
            recorder.end();
        }

        assertThat(recorded()).contains("\t8\t").doesNotContain("secret").doesNotContain("2026");
    }

    @Test
    void aRecordingIsSmall() throws Exception {
        for (int pid = 100; pid < 300; pid++) {
            machine.run(pid, "idle", pid < 110 ? 0.1 : 0);
        }
        try (Recorder recorder = recorder()) {
            recorder.tick();
            int head = text.size();
            for (int i = 0; i < 100; i++) {
                clock.advance(Duration.ofSeconds(1));
                recorder.tick();
            }

            // Ten processes of two hundred work: the others take no room.
            assertThat((text.size() - head) / 100).isLessThan(400);
        }
    }

    @Test
    void theFilesOfAMachineAreLaidOutAndItsCountersMove() throws Exception {
        machine.readable(DRAM, false);
        try (Recorder recorder = recorder()) {
            assertThat(recorder.file("sys/class/powercap/intel-rapl:0/name", "package-0\n"))
                    .isTrue();
            assertThat(recorder.file("sys/class/powercap/intel-rapl:0:0/name", "dram\n"))
                    .isTrue();
            assertThat(recorder.file("proc/cpuinfo", "vendor_id\t: GenuineIntel\n"))
                    .isTrue();
            assertThat(recorder.file("../etc/passwd", "x")).isFalse();
            assertThat(recorder.file("sys/../../etc/passwd", "x")).isFalse();
            recorder.tick();
            clock.advance(Duration.ofSeconds(1));
            machine.readable(DRAM, true);
            recorder.tick();
            recorder.end();
        }

        Replay replay = replay();
        HostRoots roots = replay.layOut(directory);

        Path pkg = roots.sysfs().resolve("class/powercap/intel-rapl:0");
        Path dram = roots.sysfs().resolve("class/powercap/intel-rapl:0:0/energy_uj");
        assertThat(roots.procfs().resolve("cpuinfo")).hasContent("vendor_id\t: GenuineIntel\n");
        assertThat(pkg.resolve("name")).hasContent("package-0\n");
        assertThat(number(pkg.resolve("energy_uj"))).isEqualTo(40_000_000);
        assertThat(dram).doesNotExist();
        assertThat(replay.next()).isTrue();
        assertThat(number(pkg.resolve("energy_uj"))).isEqualTo(60_250_000);
        assertThat(number(dram)).isEqualTo(3_000_000);
        assertThat(replay.next()).isFalse();
    }

    private static long number(Path file) throws IOException {
        return Long.parseLong(Files.readString(file).strip());
    }
}
