package io.scaph.benchmarks;

import java.io.IOException;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Compares a reading with one in C: of the same file, in one process, in turns, by the CPU time of the thread. On a shared
 * machine nothing else is worth much: what disturbs one disturbs all, and a ratio survives where a time does not.
 *
 * <p>In a round each variant reads 200 open files once, in one go, after the number has moved; which of them begins
 * changes from round to round. Everything is opened afresh several times, because where the kernel and the JVM happen to
 * put things makes some percent. The figure is the median over all rounds.
 */
public final class CounterReadComparison {
    /** A multiple of 8, so that it is a whole number of sweeps over 8 zones. */
    private static final int READS = 200;

    private static final int SITTINGS = 20;

    private static final int ROUNDS_PER_SITTING = 200;

    /** So that descriptors, buffers and caches are in place. */
    private static final int ROUNDS_AFTER_OPENING = 20;

    /** Warm when the compilers had nothing to do for so many rounds. */
    private static final int QUIET_ROUNDS = 500;

    private static final int MAX_WARM_UP = 10_000;

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    /** What one variant took in each round, in ns per read. */
    private static final class Times {
        private final String name;
        private final double[] nanos = new double[SITTINGS * ROUNDS_PER_SITTING];
        private int rounds;

        Times(String name) {
            this.name = name;
        }

        void add(double nanosPerRead) {
            nanos[rounds++] = nanosPerRead;
        }

        double median() {
            double[] sorted = Arrays.copyOf(nanos, rounds);
            Arrays.sort(sorted);
            return sorted[rounds / 2];
        }
    }

    private final MovingFile file;
    private final List<Times> times;

    private CounterReadComparison(MovingFile file) {
        this.file = file;
        times = List.of(new Times("C, pread"), new Times("CounterFile"), new Times("PowercapSensor, 8 zones"));
    }

    /**
     * Runs the comparison.
     *
     * @param paths counter files that move by themselves, in addition to one in sysfs and one in memory
     * @throws Exception if a file can't be read
     */
    public static void main(String[] paths) throws Exception {
        System.out.printf(
                "%nJava %s, options %s%n%n| file | variant | ns per read | to C |%n|---|---|---:|---:|%n",
                System.getProperty("java.vm.version"),
                ManagementFactory.getRuntimeMXBean().getInputArguments());
        compare("sysfs", new LoopbackCounter());
        Path directory = MovingFile.newDirectory();
        compare("memory", new MemoryCounter(directory.resolve("energy_uj"), ZoneTree.RANGE / 2));
        Files.delete(directory);
        for (String path : paths) {
            compare(path, new LiveCounter(Path.of(path)));
        }
    }

    private static void compare(String place, MovingFile file) throws Exception {
        try (file) {
            CounterReadComparison comparison = new CounterReadComparison(file);
            for (int sitting = 0; sitting < SITTINGS; sitting++) {
                comparison.sit(sitting == 0);
            }
            comparison.print(place);
        }
    }

    private void sit(boolean cold) throws Exception {
        try (ZoneTree tree = ZoneTree.linkedTo(file.path());
                Variant yardstick = new Yardstick(file.path(), READS);
                Variant files = new CounterFiles(file.path(), READS);
                Variant sweeps = new ZoneSweeps(tree, READS / ZoneTree.ZONES.size())) {
            List<Variant> variants = List.of(yardstick, files, sweeps);
            if (cold) {
                warmUp(variants);
            }
            for (int round = -ROUNDS_AFTER_OPENING; round < ROUNDS_PER_SITTING; round++) {
                for (int turn = 0; turn < variants.size(); turn++) {
                    int index = Math.floorMod(round + turn, variants.size());
                    double nanos = (double) cpuNanos(variants.get(index)) / READS;
                    if (round >= 0) {
                        times.get(index).add(nanos);
                    }
                }
            }
        }
    }

    private void warmUp(List<Variant> variants) throws IOException {
        CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();
        long compiledMillis = -1;
        int quiet = 0;
        for (int round = 0; round < MAX_WARM_UP && quiet < QUIET_ROUNDS; round++) {
            for (Variant variant : variants) {
                cpuNanos(variant);
            }
            long now = compiler.getTotalCompilationTime();
            quiet = now == compiledMillis ? quiet + 1 : 0;
            compiledMillis = now;
        }
    }

    private long cpuNanos(Variant variant) throws IOException {
        file.move();
        long before = THREADS.getCurrentThreadCpuTime();
        long sum = variant.sum();
        long nanos = THREADS.getCurrentThreadCpuTime() - before;
        variant.check(sum, READS);
        return nanos;
    }

    private void print(String place) {
        double yardstick = times.get(0).median();
        for (Times each : times) {
            double median = each.median();
            System.out.printf(Locale.ROOT, "| %s | %s | %.0f | %.3f |%n", place, each.name, median, median / yardstick);
        }
    }
}
