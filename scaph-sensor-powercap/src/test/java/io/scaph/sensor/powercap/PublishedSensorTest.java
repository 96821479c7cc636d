package io.scaph.sensor.powercap;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaph.api.internal.counter.CounterReadings;
import io.scaph.api.spi.HostRoots;
import io.scaph.api.spi.Options;
import io.scaph.api.spi.PluginSetup;
import io.scaph.api.spi.Sensor;
import io.scaph.linux.counterfile.Heartbeat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublishedSensorTest {
    private static final long BEGIN = Heartbeat.next(Heartbeat.beginSession(0));

    @TempDir
    Path tree;

    private final CounterReadings counters = new CounterReadings(2);
    private Sensor sensor;

    @BeforeEach
    void publish() throws Exception {
        zone("intel-rapl:0", "package-0");
        zone("intel-rapl:0:0", "dram");
        write("intel-rapl:0", "energy_uj", 100);
        write("intel-rapl:0:0", "energy_uj", 10);
        beat(BEGIN);
        sensor = new PowercapProvider()
                .open(PluginSetup.standard()
                        .withRoots(HostRoots.of(tree.resolve("proc"), tree.resolve("sys")))
                        .withOptions(Options.NONE.with(PowercapProvider.VM_PATH, tree)));
    }

    @AfterEach
    void close() {
        sensor.close();
    }

    @Test
    void aMeasurementIsReportedUntilThereIsAnother() throws Exception {
        read();
        assertThat(counters.microjoules(0)).isEqualTo(100);
        assertThat(counters.microjoules(1)).isEqualTo(10);
        long first = counters.publication(0);

        // Written, but not yet announced as complete.
        write("intel-rapl:0", "energy_uj", 150);
        read();
        assertThat(counters.microjoules(0)).isEqualTo(100);
        assertThat(counters.publication(0)).isEqualTo(first).isPositive();

        beat(BEGIN + 2);
        read();
        assertThat(counters.microjoules(0)).isEqualTo(150);
        assertThat(counters.publication(0)).isNotEqualTo(first);
        assertThat(counters.publication(1)).isNotEqualTo(first);
    }

    @Test
    void whileTheHostWritesTheLastMeasurementHolds() throws Exception {
        read();
        beat(BEGIN + 1);
        Files.writeString(tree.resolve("intel-rapl:0/energy_uj"), "half a numb");

        read();

        assertThat(counters.failure(0)).isEmpty();
        assertThat(counters.microjoules(0)).isEqualTo(100);
        assertThat(counters.publication(0)).isEqualTo(BEGIN);
    }

    @Test
    void beforeTheFirstMeasurementNothingIsKnown() throws Exception {
        beat(BEGIN + 1);

        read();

        assertThat(counters.failure(0)).contains("the host has not published anything yet");
        assertThat(counters.failure(1)).isPresent();
    }

    @Test
    void aNewSessionIsARestart() throws Exception {
        read();
        assertThat(counters.wasRestarted()).isFalse();

        beat(Heartbeat.next(Heartbeat.beginSession(BEGIN)));
        read();
        assertThat(counters.wasRestarted()).isTrue();

        read();
        assertThat(counters.wasRestarted()).isFalse();
    }

    @Test
    void withoutItsHeartbeatNothingIsKnown() throws Exception {
        read();
        Files.delete(tree.resolve("intel-rapl:0").resolve(Heartbeat.FILE));

        // A file that is held open still returns its last number once, and then is opened again.
        read();

        assertThat(counters.failure(0)).get().asString().endsWith(Heartbeat.FILE + ": no such file");
    }

    @Test
    void aCounterThatCannotBeReadIsAFailureOfItsOwn() throws Exception {
        Files.delete(tree.resolve("intel-rapl:0:0/energy_uj"));

        read();

        assertThat(counters.microjoules(0)).isEqualTo(100);
        assertThat(counters.failure(1)).get().asString().endsWith("no such file");
    }

    private void read() {
        counters.begin(System.nanoTime());
        sensor.read(counters);
    }

    private void zone(String zone, String name) throws IOException {
        Path directory = Files.createDirectories(tree.resolve(zone));
        Files.writeString(directory.resolve("name"), name + "\n");
        Files.writeString(directory.resolve("max_energy_range_uj"), Long.MAX_VALUE + "\n");
    }

    private void beat(long number) throws IOException {
        write("intel-rapl:0", Heartbeat.FILE, number);
    }

    private void write(String zone, String file, long number) throws IOException {
        Files.writeString(tree.resolve(zone).resolve(file), number + "\n\n");
    }
}
