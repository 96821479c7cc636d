package io.scaph.sensor.powercap;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaph.api.internal.counter.CounterReadings;
import io.scaph.api.spi.HostRoots;
import io.scaph.api.spi.NanoClock;
import io.scaph.linux.environment.SuspendWatch;
import io.scaph.sensor.powercap.internal.zone.ZoneMap;
import io.scaph.testkit.Allocation;
import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PowercapSensorTest {
    @TempDir
    Path sysfs;

    private final List<MappedByteBuffer> counters = new ArrayList<>();

    @Test
    void eightZonesAreReadWithoutGarbage() throws Exception {
        zone("intel-rapl:0", "package-0");
        zone("intel-rapl:0:0", "core");
        zone("intel-rapl:0:1", "uncore");
        zone("intel-rapl:0:2", "dram");
        zone("intel-rapl:1", "package-1");
        zone("intel-rapl:1:0", "core");
        zone("intel-rapl:1:1", "dram");
        zone("intel-rapl:2", "psys");
        ZoneMap map = PowercapTree.ofKernel(HostRoots.of(Path.of("/proc"), sysfs))
                .map()
                .orElseThrow();

        CounterReadings readings = new CounterReadings(8);
        try (PowercapSensor sensor = new PowercapSensor(map, new SuspendWatch(Path.of("/proc"), NanoClock.SYSTEM))) {
            long bytes = Allocation.bytesPerCall(() -> {
                for (int i = 0; i < 8; i++) {
                    MappedByteBuffer text = counters.get(i);
                    text.put(11, (byte) (text.get(11) == '9' ? '0' : text.get(11) + 1));
                }
                sensor.read(readings);
            });

            assertThat(bytes).isZero();
        }
        for (int i = 0; i < 8; i++) {
            assertThat(readings.failure(i)).isEmpty();
            assertThat(readings.microjoules(i)).isBetween(131_072_000_000L, 131_072_000_009L);
        }
    }

    /** Its counter can be written in place. */
    private void zone(String path, String name) throws IOException {
        Path directory = Files.createDirectories(
                sysfs.resolve("class").resolve("powercap").resolve(path));
        Files.writeString(directory.resolve("name"), name + "\n");
        Files.writeString(directory.resolve("max_energy_range_uj"), "262143328850\n");
        Path energy = directory.resolve("energy_uj");
        Files.writeString(energy, "131072000000\n");
        try (FileChannel channel = FileChannel.open(energy, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            counters.add(channel.map(FileChannel.MapMode.READ_WRITE, 0, channel.size()));
        }
    }
}
