package io.scaph.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import io.scaph.api.Monitor;
import io.scaph.api.spi.Sensor;
import io.scaph.api.topology.Domain;
import io.scaph.api.topology.DomainKind;
import io.scaph.profiler.EnergyProfiler;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;

/**
 * Measures what a profiler costs the program that it runs in: the same work with and without it, alternating, in one process. What
 * it costs the thread that works is the change of its CPU time for one piece of work; what other threads do is the CPU time of the
 * process beyond that of the working thread.
 */
public final class ProfilerOverhead {
    private static final int ROUNDS = 12;
    private static final long ROUND_NANOS = 4_000_000_000L;
    private static final long WARM_UP_NANOS = 5_000_000_000L;
    private static final int SIZE = 200_000;
    private static final double PERCENT = 100;
    private static final double MILLIS_PER_SECOND = 1_000;
    private static final int DEPTH = 40;

    @SuppressWarnings("unused") // so that no result is without use
    private static volatile long result;

    private ProfilerOverhead() {}

    /** What one round took. */
    private record Round(double nanosPerPiece, double othersMillisPerSecond) {}

    /**
     * Runs the measurement.
     *
     * @param arguments the periods of samples in ms; 10 and 20 if none are given
     * @throws Exception if this JVM can't be profiled
     */
    public static void main(String[] arguments) throws Exception {
        System.out.printf(
                "%nJava %s%n%n| work | period | working thread | other threads |%n|---|---:|---:|---:|%n",
                System.getProperty("java.vm.version"));
        for (String period : arguments.length > 0 ? arguments : new String[] {"10", "20"}) {
            Duration time = Duration.ofMillis(Long.parseLong(period));
            compare("computing", time, ProfilerOverhead::compute);
            compare("allocating", time, ProfilerOverhead::allocate);
            compare("computing 40 calls deep", time, () -> deep(DEPTH));
        }
    }

    private static long compute() {
        long sum = 1;
        for (int i = 0; i < SIZE; i++) {
            sum = sum * 31 + (sum >>> 7);
        }
        return sum;
    }

    private static long allocate() {
        return IntStream.range(0, SIZE / 50)
                .mapToObj(number -> "number " + number)
                .filter(text -> text.hashCode() % 3 == 0)
                .mapToLong(String::length)
                .sum();
    }

    private static long deep(int depth) {
        return depth == 0 ? compute() : deep(depth - 1) + 1;
    }

    private static void compare(String name, Duration period, LongSupplier piece) throws Exception {
        Domain domain = Domain.ofSocket(DomainKind.PACKAGE, 0).at("made up");
        try (Monitor monitor = Monitor.builder()
                .sensor("made up", "100 W for ever", Sensor.ofPower(domain, () -> 100))
                .open()) {
            work(piece, WARM_UP_NANOS);
            List<Double> change = new ArrayList<>();
            List<Double> others = new ArrayList<>();
            for (int i = 0; i < ROUNDS; i++) {
                // Which one begins changes, so that a trend cancels.
                Round without = i % 2 == 0 ? work(piece, ROUND_NANOS) : null;
                Round with = profiled(monitor, period, piece);
                without = without == null ? work(piece, ROUND_NANOS) : without;
                change.add(with.nanosPerPiece / without.nanosPerPiece - 1);
                others.add(with.othersMillisPerSecond - without.othersMillisPerSecond);
            }
            System.out.printf(
                    "| %s | %d ms | %+.2f %% | %.1f ms per s |%n",
                    name, period.toMillis(), PERCENT * median(change), median(others));
        }
    }

    private static Round profiled(Monitor monitor, Duration period, LongSupplier piece) throws Exception {
        try (EnergyProfiler profiler = EnergyProfiler.start(monitor, period)) {
            Round round = work(piece, ROUND_NANOS);
            if (profiler.profile().samples().taken() == 0) {
                throw new IllegalStateException("there are no samples");
            }
            return round;
        }
    }

    private static Round work(LongSupplier piece, long nanos) {
        OperatingSystemMXBean process = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long start = System.nanoTime();
        long processBefore = process.getProcessCpuTime();
        long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        long pieces = 0;
        long sum = 0;
        while (System.nanoTime() - start < nanos) {
            sum += piece.getAsLong();
            pieces++;
        }
        result = sum;
        long used = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before;
        long others = process.getProcessCpuTime() - processBefore - used;
        double seconds = System.nanoTime() - start;
        return new Round((double) used / pieces, MILLIS_PER_SECOND * others / seconds);
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
    }
}
