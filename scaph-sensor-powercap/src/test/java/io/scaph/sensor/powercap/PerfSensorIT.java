package io.scaph.sensor.powercap;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaph.api.internal.counter.CounterReadings;
import io.scaph.api.spi.HostRoots;
import io.scaph.api.spi.Options;
import io.scaph.api.spi.PluginSetup;
import io.scaph.api.spi.Sensor;
import io.scaph.testkit.Allocation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The real calls, from the PMU's directory to microjoules. The directory is made up: its events are a software clock of the
 * kernel, and each nanosecond counts as 2^-32 J. Needs CAP_PERFMON (root has it), or kernel.perf_event_paranoid of 0 or less.
 */
class PerfSensorIT {
    /** PERF_TYPE_SOFTWARE. */
    private static final int SOFTWARE = 1;
    /** PERF_COUNT_SW_CPU_CLOCK. */
    private static final String CLOCK = "event=0x00";

    @TempDir
    Path sysfs;

    @BeforeEach
    void makeMachineWithClosedCounters() throws Exception {
        Path root = sysfs.resolve("class/powercap");
        RecordedTree.named("desktop-125w-user-cannot-read").layOut(root);
        new PerfDirectory(sysfs, SOFTWARE, "0")
                .cpu(0, 0, 0)
                .event("energy-pkg", CLOCK, PerfDirectory.SCALE)
                .event("energy-ram", CLOCK, PerfDirectory.SCALE);
    }

    @Test
    void theEnergyIsTheCountTimesTheScale() throws Exception {
        PowercapProvider provider = new PowercapProvider();
        assertThat(provider.probe(setup()))
                .satisfies(available -> assertThat(available.reason())
                        .startsWith("2 energy counters by perf events (PMU power), because "));
        try (Sensor sensor = provider.open(setup())) {
            CounterReadings first = new CounterReadings(2);
            CounterReadings second = new CounterReadings(2);
            long begin = System.nanoTime();
            sensor.read(first);
            Thread.sleep(100);
            sensor.read(second);
            double elapsedNanos = System.nanoTime() - begin;

            long pkg = second.microjoules(0) - first.microjoules(0);
            long dram = second.microjoules(1) - first.microjoules(1);
            assertThat(first.failure(0)).isEmpty();
            assertThat(second.failure(1)).isEmpty();
            assertThat(pkg).isBetween(23_283L, (long) (elapsedNanos * 15_625 / (1 << 26)) + 1);
            // One instant: the same time has passed on both clocks.
            assertThat(dram).isCloseTo(pkg, Percentage.withPercentage(1));
        }
    }

    @Test
    void aReadingAllocatesNothing() throws Exception {
        CounterReadings counters = new CounterReadings(2);
        try (Sensor sensor = new PowercapProvider().open(setup())) {
            long bytes = Allocation.bytesPerCall(() -> {
                counters.begin(System.nanoTime());
                sensor.read(counters);
            });

            assertThat(counters.failure(0)).isEmpty();
            assertThat(bytes).isZero();
        }
    }

    @Test
    void aPmuThatTheKernelDoesNotKnowIsAReason() throws Exception {
        Files.writeString(sysfs.resolve("bus/event_source/devices/power/type"), "999999\n");

        assertThat(new PowercapProvider().probe(setup()))
                .satisfies(unavailable -> assertThat(unavailable.reason())
                        .contains("; perf events can't be used either: ")
                        .endsWith("perf_event_open(type 999999, config 0x0, cpu 0): ENOENT (there is no such kind of"
                                + " event)"));
    }

    private PluginSetup setup() {
        return PluginSetup.standard()
                .withRoots(HostRoots.of(Path.of("/proc"), sysfs))
                .withOptions(Options.NONE.withEnvironment(Map.of()));
    }
}
