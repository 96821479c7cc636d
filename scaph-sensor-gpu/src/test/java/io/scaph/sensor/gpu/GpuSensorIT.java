package io.scaph.sensor.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaph.api.Monitor;
import io.scaph.api.internal.counter.CounterReadings;
import io.scaph.api.snapshot.SnapshotReader;
import io.scaph.api.spi.HostRoots;
import io.scaph.api.spi.Options;
import io.scaph.api.spi.PluginSetup;
import io.scaph.api.spi.Sensor;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The sensor with its threads, in real time, with a library that replies slowly or not at all. */
@Timeout(120)
class GpuSensorIT {
    private static final String GPU = "count=1";
    private static final String BUS = "0.bus=101";

    @TempDir
    Path directory;

    private FakeMachine machine;
    private FakeNvml nvml;
    private Options options;

    @BeforeEach
    void build() throws Exception {
        machine = new FakeMachine(directory);
        // Without a compiler this fails: integration tests are not skipped.
        nvml = FakeNvml.build(directory);
        options = Options.NONE.with(GpuProvider.NVML, nvml.library());
    }

    private Sensor open() throws Exception {
        return new GpuProvider()
                .open(PluginSetup.standard()
                        .withRoots(HostRoots.of(machine.procfs(), machine.sysfs()))
                        .withOptions(options));
    }

    private static CounterReadings read(Sensor sensor) {
        CounterReadings counters =
                new CounterReadings(sensor.topology().domains().size());
        sensor.read(counters);
        return counters;
    }

    private static boolean threadsAlive() {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().startsWith("scaph-gpu"));
    }

    @Test
    void aMonitorReadsItLikeAnyOther() throws Exception {
        nvml.says(GPU, BUS, "0.energy=1000");
        try (Monitor monitor = Monitor.builder()
                        .sensor("gpu")
                        .roots(HostRoots.of(machine.procfs(), machine.sysfs()))
                        .options(options)
                        .manualTicks()
                        .open();
                SnapshotReader reader = monitor.reader()) {
            // The first move of a counter that stood still is the baseline.
            nvml.says(GPU, BUS, "0.energy=1500");
            long before = lateReplyToo(reader);
            nvml.says(GPU, BUS, "0.energy=4000");

            long after = lateReplyToo(reader);

            assertThat(after - before).isEqualTo(2_500_000);
        }
    }

    /** The host's energy in microjoules. A reading waits for 1.5 ms, and a later one gets a reply that came too late. */
    private static long lateReplyToo(SnapshotReader reader) throws InterruptedException {
        long microjoules = 0;
        for (int i = 0; i < 10; i++) {
            Thread.sleep(50);
            microjoules = reader.refresh().host().energy().microjoules();
        }
        return microjoules;
    }

    @Test
    void powerIsSampledBetweenTheTicks() throws Exception {
        nvml.says(GPU, BUS, "0.power=100000");
        try (Sensor sensor = open()) {
            long first = read(sensor).microjoules(0);
            long begin = System.nanoTime();
            Thread.sleep(1_000);
            // Half of the time at three times the power, and the reader sees neither change.
            nvml.says(GPU, BUS, "0.power=300000");
            Thread.sleep(1_000);
            nvml.says(GPU, BUS, "0.power=100000");
            Thread.sleep(300);
            double seconds = (System.nanoTime() - begin) / 1e9;

            double joules = (read(sensor).microjoules(0) - first) / 1e6;

            assertThat(joules).isBetween(100 * seconds + 120, 100 * seconds + 320);
        }
    }

    @Test
    void aDriverThatHangsHoldsUpNoTickAndTakesNoOtherGpuWithIt() throws Exception {
        machine.card(1, "0000:03:00.0", "i915", "0x8086", "0x56a0")
                .hwmon(2, "i915")
                .file("hwmon/hwmon2/energy1_input", "777000000");
        nvml.says(GPU, BUS, "0.energy=1000");
        try (Sensor sensor = open()) {
            assertThat(read(sensor).failure(1)).isEmpty();
            nvml.says(GPU, BUS, "0.energy=1000", "0.sleep=6000");
            Thread.sleep(50);

            long begin = System.nanoTime();
            read(sensor);
            Thread.sleep(2_000);
            CounterReadings hung = read(sensor);
            Duration took = Duration.ofNanos(System.nanoTime() - begin);
            // The other GPU's thread may not have run within the 1.5 ms that a reading waits.
            for (int i = 0; i < 20 && hung.failure(0).isPresent(); i++) {
                Thread.sleep(50);
                hung = read(sensor);
            }

            assertThat(took).isLessThan(Duration.ofSeconds(4));
            assertThat(hung.failure(1))
                    .hasValueSatisfying(reason -> assertThat(reason).startsWith("nvml:0 has not replied for "));
            assertThat(hung.microjoules(0)).isEqualTo(777_000_000);
        }
        // NVML is shut down only after the call came back.
        assertThat(nvml.open()).isEqualTo(1);
        for (int i = 0; i < 100 && nvml.open() != 0; i++) {
            Thread.sleep(100);
        }
        assertThat(nvml.open()).isZero();
    }

    @Test
    void aSlowDriverIsReadByItselfAndStaysKnown() throws Exception {
        nvml.says(GPU, BUS, "0.energy=1000", "0.sleep=30");
        try (Sensor sensor = open()) {
            read(sensor);
            for (int i = 1; i <= 4; i++) {
                nvml.says(GPU, BUS, "0.energy=" + (1_000 + i), "0.sleep=30");
                Thread.sleep(1_000);
                CounterReadings counters = read(sensor);
                assertThat(counters.failure(0)).isEmpty();
                assertThat(counters.microjoules(0)).isEqualTo((1_000 + i) * 1_000L);
            }
        }
    }

    @Test
    void theProcessesItWorkedForAreReported() throws Exception {
        nvml.says(GPU, BUS, "0.energy=1000", "0.samples=");
        try (Sensor sensor = open()) {
            read(sensor);
            lateUseToo(sensor);
            nvml.says(GPU, BUS, "0.energy=1000", "0.samples=42:50:9");
            Thread.sleep(500);

            read(sensor);
            Map<String, Long> use = lateUseToo(sensor);

            assertThat(use).containsOnlyKeys("0:42");
            assertThat(use.get("0:42")).isBetween(200_000_000L, 2_000_000_000L);
        }
    }

    /** The use of the devices. A reading waits for 20 ms, and a later one gets a reply that came too late. */
    private static Map<String, Long> lateUseToo(Sensor sensor) throws InterruptedException {
        Map<String, Long> use = RecordedUse.of(sensor);
        for (int i = 0; i < 20 && use.containsKey("0:unknown"); i++) {
            Thread.sleep(50);
            use = RecordedUse.of(sensor);
        }
        return use;
    }

    @Test
    void nothingIsLeftBehind() throws Exception {
        nvml.says(GPU, BUS, "0.energy=1000");
        for (int i = 0; i < 5; i++) {
            try (Sensor sensor = open()) {
                read(sensor);
            }
        }
        for (int i = 0; i < 100 && (threadsAlive() || nvml.open() != 0); i++) {
            Thread.sleep(50);
        }

        assertThat(threadsAlive()).isFalse();
        assertThat(nvml.open()).isZero();
    }
}
