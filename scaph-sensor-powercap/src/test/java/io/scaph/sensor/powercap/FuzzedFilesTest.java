package io.scaph.sensor.powercap;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.scaph.api.Monitor;
import io.scaph.api.snapshot.DomainEnergy;
import io.scaph.api.snapshot.Snapshot;
import io.scaph.api.snapshot.SnapshotReader;
import io.scaph.api.spi.HostRoots;
import io.scaph.api.spi.NanoClock;
import io.scaph.api.spi.WorkloadSource;
import io.scaph.linux.environment.SuspendWatch;
import io.scaph.sensor.powercap.internal.zone.ZoneMap;
import io.scaph.testkit.VirtualClock;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever a counter file contains, nothing is thrown and no energy is invented. The seed is {@code scaph.seed}. */
class FuzzedFilesTest {
    private static final long SEED = Long.getLong("scaph.seed", System.nanoTime());
    private static final int MACHINES = 100;
    private static final int TICKS = 20;

    @Test
    void garbageInAnyFileNeverThrowsAndNeverAddsEnergy() throws Exception {
        Random random = new Random(SEED);
        for (int i = 0; i < MACHINES; i++) {
            try (FileSystem files = Jimfs.newFileSystem(Configuration.unix())) {
                runMachine(random, files.getPath("/sys"));
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("with -Dscaph.seed=" + SEED + ": " + e, e);
            }
        }
    }

    private static void runMachine(Random random, Path sysfs) throws Exception {
        Path zone = Files.createDirectories(sysfs.resolve("class/powercap/intel-rapl:0"));
        Path other = Files.createDirectories(sysfs.resolve("class/powercap/intel-rapl:0:0"));
        Files.writeString(zone.resolve("name"), "package-0\n");
        write(random, other.resolve("name"));
        write(random, other.resolve("energy_uj"));
        write(random, other.resolve("max_energy_range_uj"));
        if (random.nextBoolean()) {
            Files.writeString(zone.resolve("max_energy_range_uj"), "262143328850\n");
        } else {
            write(random, zone.resolve("max_energy_range_uj"));
        }
        VirtualClock clock = new VirtualClock();
        long raw = 1_000_000;
        Files.writeString(zone.resolve("energy_uj"), raw + "\n");
        ZoneMap map = PowercapTree.ofKernel(HostRoots.of(sysfs.resolve("proc"), sysfs))
                .map()
                .orElseThrow();
        try (Monitor monitor = Monitor.builder()
                        .sensor(
                                "powercap",
                                "fuzzed",
                                new PowercapSensor(map, new SuspendWatch(Path.of("/proc"), NanoClock.SYSTEM)))
                        .workloads(new NoProcesses())
                        .clock(clock)
                        .manualTicks()
                        .open();
                SnapshotReader snapshots = monitor.reader()) {
            for (int i = 0; i < TICKS; i++) {
                clock.advance(Duration.ofSeconds(1));
                raw += 50_000_000;
                if (random.nextBoolean()) {
                    write(random, zone.resolve("energy_uj"));
                } else {
                    Files.writeString(zone.resolve("energy_uj"), raw + "\n");
                }
                assertNothingMadeUp(snapshots.refresh(), raw);
            }
        }
    }

    /** 50 W are used; a text that is a number by chance may add what the ceiling allows at the most. */
    private static void assertNothingMadeUp(Snapshot snapshot, long raw) {
        for (DomainEnergy domain : snapshot.domains()) {
            if (domain.domain().id().equals("package-0")) {
                assertThat(domain.energy().microjoules()).isBetween(0L, raw - 1_000_000);
            }
        }
    }

    private static void write(Random random, Path file) throws Exception {
        Files.write(file, content(random));
    }

    private static byte[] content(Random random) {
        String text = switch (random.nextInt(14)) {
            case 0 -> "";
            case 1 -> "\n";
            case 2 -> "\0\0\0\0";
            case 3 -> "-5000000\n";
            case 4 -> "0x3B9ACA00\n";
            case 5 -> "   \n";
            case 6 -> " 51000000";
            case 7 -> "9".repeat(4_096);
            case 8 -> "9223372036854775808";
            case 9 -> "1e6\n";
            case 10 -> "51 000 000\n";
            case 11 -> "\u00ff\u00fe51000000";
            case 12 -> "99999999999999999999999\n";
            default -> "5\0001000000\n";
        };
        if (random.nextInt(6) == 0) {
            byte[] noise = new byte[random.nextInt(200)];
            random.nextBytes(noise);
            // Noise that happens to be a number would be one.
            for (int i = 0; i < noise.length; i++) {
                noise[i] |= (byte) 0x80;
            }
            return noise;
        }
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static final class NoProcesses implements WorkloadSource {
        @Override
        public void read(Visitor visitor) {
            visitor.machine(1);
        }

        @Override
        public void close() {
            // Holds nothing.
        }
    }
}
