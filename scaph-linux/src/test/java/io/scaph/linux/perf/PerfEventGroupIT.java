package io.scaph.linux.perf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scaph.testkit.Allocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The calls themselves, with software events, which the kernel has everywhere. Needs CAP_PERFMON (root has
 * it), or kernel.perf_event_paranoid of 0 or less.
 */
class PerfEventGroupIT {
    /** PERF_TYPE_SOFTWARE. */
    private static final int SOFTWARE = 1;
    /** PERF_COUNT_SW_CPU_CLOCK: nanoseconds. */
    private static final long CPU_CLOCK = 0;

    private static final int CPU = 0;

    @Test
    void aClockCountsTheTime() throws Exception {
        try (PerfEventGroup group = PerfEventGroup.open(SOFTWARE, new long[] {CPU_CLOCK}, CPU)) {
            long begin = System.nanoTime();
            long before = read(group, 1)[0];
            Thread.sleep(50);
            long after = read(group, 1)[0];
            long elapsed = System.nanoTime() - begin;

            assertThat(before).isNotNegative();
            assertThat(after - before).isBetween(50_000_000L, elapsed);
        }
    }

    @Test
    void theEventsOfAGroupAreReadAtOneInstantInTheirOrder() throws Exception {
        try (PerfEventGroup group = PerfEventGroup.open(SOFTWARE, new long[] {CPU_CLOCK, CPU_CLOCK, CPU_CLOCK}, CPU)) {
            Thread.sleep(20);
            long[] first = read(group, 3);
            Thread.sleep(20);
            long[] second = read(group, 3);

            // An event that was opened earlier has counted for longer.
            assertThat(first[0]).isGreaterThan(first[1]);
            assertThat(first[1]).isGreaterThan(first[2]);
            assertThat(first[2]).isGreaterThan(20_000_000);
            for (int i = 1; i < 3; i++) {
                assertThat(second[i] - first[i]).isCloseTo(second[0] - first[0], Percentage.withPercentage(1));
            }
        }
    }

    @Test
    void aReadingAllocatesNothing() throws Exception {
        long[] counts = new long[2];
        try (PerfEventGroup group = PerfEventGroup.open(SOFTWARE, new long[] {CPU_CLOCK, CPU_CLOCK}, CPU)) {
            assertThat(Allocation.bytesPerCall(() -> group.read(counts))).isZero();
        }
    }

    @Test
    void closingGivesAllDescriptorsBack() throws IOException {
        PerfEventGroup.open(SOFTWARE, new long[] {CPU_CLOCK}, CPU).close();
        long before = openPerfEvents();
        PerfEventGroup group = PerfEventGroup.open(SOFTWARE, new long[] {CPU_CLOCK, CPU_CLOCK}, CPU);
        assertThat(openPerfEvents()).isEqualTo(before + 2);

        group.close();
        group.close();

        assertThat(openPerfEvents()).isEqualTo(before);
        assertThatThrownBy(() -> read(group, 2)).isInstanceOf(IOException.class).hasMessageContaining("closed");
    }

    @Test
    void aGroupThatCannotBeOpenedWhollyLeavesNothingOpen() throws IOException {
        long before = openPerfEvents();

        assertThatThrownBy(() -> PerfEventGroup.open(SOFTWARE, new long[] {CPU_CLOCK, 0xffff}, CPU))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("config 0xffff");

        assertThat(openPerfEvents()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({
        "2147483646, 0, 0, 'perf_event_open(type 2147483646, config 0x0, cpu 0): ENOENT'",
        "1, 65535, 0, 'perf_event_open(type 1, config 0xffff, cpu 0): ENOENT'",
        "1, 0, 65536, 'perf_event_open(type 1, config 0x0, cpu 65536): EINVAL'",
    })
    void whatTheKernelRefusesIsNamedWithTheErrno(int type, long config, int cpu, String message) {
        assertThatThrownBy(() -> PerfEventGroup.open(type, new long[] {config}, cpu))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(message);
    }

    private static long[] read(PerfEventGroup group, int events) throws IOException {
        long[] counts = new long[events];
        group.read(counts);
        return counts;
    }

    private static long openPerfEvents() throws IOException {
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
            return descriptors
                    .filter(descriptor -> {
                        try {
                            return Files.readSymbolicLink(descriptor).toString().contains("perf_event");
                        } catch (IOException e) {
                            return false;
                        }
                    })
                    .count();
        }
    }
}
