package com.example.wattmeter;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaph.api.Monitor;
import io.scaph.api.energy.Energy;
import io.scaph.api.snapshot.Interval;
import io.scaph.api.snapshot.Snapshot;
import io.scaph.api.snapshot.SnapshotReader;
import io.scaph.api.spi.Availability;
import io.scaph.api.spi.Options;
import io.scaph.api.spi.PluginSetup;
import io.scaph.testkit.VirtualClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A wattmeter in virtual time. */
class WattmeterSensorTest {
    private final VirtualClock clock = new VirtualClock();
    private final WattmeterProvider provider = new WattmeterProvider();

    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void show() throws Exception {
        file = directory.resolve("watts");
        shows("80");
    }

    private void shows(String watts) throws Exception {
        Files.writeString(file, watts + "\n");
    }

    private PluginSetup setup() {
        return PluginSetup.standard().withOptions(Options.NONE.with(WattmeterProvider.FILE, file));
    }

    private Monitor monitor() throws Exception {
        return Monitor.builder()
                .sensor("wattmeter", "a test", provider.open(setup()))
                .clock(clock)
                .manualTicks()
                .open();
    }

    @Test
    void energyIsPowerOverTime() throws Exception {
        try (Monitor monitor = monitor();
                SnapshotReader snapshots = monitor.reader()) {
            clock.advance(Duration.ofSeconds(1));
            Snapshot before = snapshots.refresh();
            clock.advance(Duration.ofSeconds(10));
            Snapshot after = snapshots.refresh();

            assertThat(Interval.between(before, after).host().power()).hasValue(80);
            assertThat(Interval.between(before, after).host().energy()).isEqualTo(Energy.ofJoules(800));
        }
    }

    @Test
    void energyIsLostWhileTheFileIsGone() throws Exception {
        try (Monitor monitor = monitor();
                SnapshotReader snapshots = monitor.reader()) {
            clock.advance(Duration.ofSeconds(1));
            Snapshot before = snapshots.refresh();
            Files.delete(file);
            clock.advance(Duration.ofSeconds(1));
            Snapshot gap = snapshots.refresh();
            shows("20");
            clock.advance(Duration.ofSeconds(1));
            snapshots.refresh();
            clock.advance(Duration.ofSeconds(1));
            Snapshot after = snapshots.refresh();

            assertThat(Interval.between(before, gap).host().power()).isEmpty();
            assertThat(gap.domains().get(0).gap()).hasValue(file + " (No such file or directory)");
            assertThat(Interval.between(gap, after).host().energy()).isEqualTo(Energy.ofJoules(20));
            assertThat(after.domains().get(0).corrections().losses()).isEqualTo(1);
        }
    }

    @Test
    void aTextThatIsNotAPowerIsReportedWithTheFile() throws Exception {
        for (String nonsense : new String[] {"", "warm", "-3", "NaN", "1e12", "9".repeat(1_000)}) {
            shows(nonsense);

            Availability availability = provider.probe(setup());

            assertThat(availability.isAvailable()).isFalse();
            assertThat(availability.reason()).startsWith(file + ": ");
            assertThat(availability.remedy()).contains("--wattmeter-file");
        }
    }

    @Test
    void aFileThatDoesNotExistIsReportedWithTheReason() throws Exception {
        Files.delete(file);

        assertThat(provider.probe(setup()).reason()).isEqualTo(file + " (No such file or directory)");
    }
}
