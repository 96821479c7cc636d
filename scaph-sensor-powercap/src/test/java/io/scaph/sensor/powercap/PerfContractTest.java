package io.scaph.sensor.powercap;

import io.scaph.api.spi.HostRoots;
import io.scaph.api.spi.Options;
import io.scaph.api.spi.PluginSetup;
import io.scaph.api.spi.SensorProvider;
import io.scaph.testkit.conformance.SensorContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

/** The rules of all sensors, for one that reads perf events. */
class PerfContractTest extends SensorContract {
    @TempDir
    Path host;

    private final FakeEvents events = new FakeEvents();
    private long count;

    @Override
    protected SensorProvider provider() {
        return new PowercapProvider(events);
    }

    @Override
    protected PluginSetup workingSetup() throws IOException {
        Path procfs = Files.createDirectories(host.resolve("proc"));
        Files.writeString(procfs.resolve("cpuinfo"), "processor : 0\nvendor_id : GenuineIntel\n");
        Files.writeString(procfs.resolve("uptime"), "4711.08 9000.15\n");
        new PerfDirectory(host.resolve("sys"), 23, "0").cpu(0, 0, 0).allEvents();
        return PluginSetup.standard()
                .withRoots(HostRoots.of(procfs, host.resolve("sys")))
                .withOptions(Options.NONE.withEnvironment(Map.of()));
    }

    @Override
    protected void timePasses() {
        if (events.openNow() > 0) {
            events.onCpu(0).count(0, count += 1_000_000_000L);
        }
    }
}
