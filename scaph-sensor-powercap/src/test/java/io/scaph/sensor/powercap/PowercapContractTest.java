package io.scaph.sensor.powercap;

import io.scaph.api.spi.HostRoots;
import io.scaph.api.spi.Options;
import io.scaph.api.spi.PluginSetup;
import io.scaph.api.spi.SensorProvider;
import io.scaph.testkit.conformance.SensorContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;

/** The rules of all sensors, for one that reads counter files. */
class PowercapContractTest extends SensorContract {
    @TempDir
    Path host;

    @Override
    protected SensorProvider provider() {
        return new PowercapProvider();
    }

    @Override
    protected PluginSetup workingSetup() throws IOException {
        Path procfs = Files.createDirectories(host.resolve("proc"));
        Files.writeString(procfs.resolve("cpuinfo"), "processor : 0\nvendor_id : GenuineIntel\n");
        Files.writeString(procfs.resolve("uptime"), "4711.08 9000.15\n");
        RecordedTree.named("i7-7600u-psys-dram").layOut(powercap());
        Options options = Options.NONE.withEnvironment(
                Map.of("SCAPHANDRE_POWERCAP_PATH", host.resolve("guest").toString()));
        return PluginSetup.standard()
                .withRoots(HostRoots.of(procfs, host.resolve("sys")))
                .withOptions(options);
    }

    private Path powercap() {
        return host.resolve("sys").resolve("class").resolve("powercap");
    }

    /** A counter that stands still is opened again; {@link PowercapSensorTest} has some that move by themselves. */
    @Override
    protected boolean readsWithoutGarbage() {
        return false;
    }

    @Override
    protected void timePasses() throws IOException {
        List<Path> counters;
        try (Stream<Path> files = Files.walk(powercap())) {
            counters = files.filter(file -> file.endsWith("energy_uj")).toList();
        }
        for (Path counter : counters) {
            long energy = Long.parseLong(Files.readString(counter).strip());
            Files.writeString(counter, energy + 12_345 + "\n");
        }
    }
}
