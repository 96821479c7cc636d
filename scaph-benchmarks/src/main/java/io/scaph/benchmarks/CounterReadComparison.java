package io.scaph.benchmarks;

import io.scaph.linux.counterfile.CounterFile;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;

/**
 * Compares a reading with one in C: of the same file, in one process, alternating, by the CPU time of the thread. A disturbance
 * of a shared machine disturbs both, and the ratio survives where a time does not.
 *
 * <p>In a round each variant reads 200 open files once, in one go, after the number has moved; which one begins changes from
 * round to round. Everything is opened again several times, because where the kernel and the JVM put things makes some percent.
 * The result is the median over all rounds.
 */
public final class CounterReadComparison {
    private static final int READS = 200;
    private static final int SITTINGS = 20;
    private static final int ROUNDS_PER_SITTING = 200;
    private static final int ROUNDS_AFTER_OPENING = 20;
    private static final int WARM_UP = 2_000;
    /** RAPL counters move about every millisecond. */
    private static final long STEP_NANOS = 3_000_000;
    /**
     * A number in sysfs that any program can move: the bytes that the loopback device received. It is computed at each reading,
     * as {@code energy_uj} is.
     */
    private static final Path LOOPBACK_BYTES = Path.of("/sys/class/net/lo/statistics/rx_bytes");

    private CounterReadComparison() {}

    /**
     * Makes the number of a file grow, as the counters of a running machine always do. Reading one that stands still costs
     * more: the file is then opened again.
     */
    @FunctionalInterface
    private interface Mover {
        void move() throws IOException;
    }

    /**
     * Runs the comparison.
     *
     * @param paths counter files that move by themselves, in addition to one in sysfs
     * @throws Exception if a file can't be read
     */
    public static void main(String[] paths) throws Exception {
        System.out.printf(
                "%nJava %s, options %s%n%n| file | variant | ns per read | to C |%n|---|---|---:|---:|%n",
                System.getProperty("java.vm.version"),
                ManagementFactory.getRuntimeMXBean().getInputArguments());
        ByteBuffer datagram = ByteBuffer.allocateDirect(1);
        try (DatagramChannel channel = DatagramChannel.open()) {
            // Datagrams to their own sender, which never takes them.
            channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            channel.connect(channel.getLocalAddress());
            compare("sysfs", LOOPBACK_BYTES, () -> channel.write(datagram.clear()));
        }
        for (String path : paths) {
            compare(path, Path.of(path), () -> LockSupport.parkNanos(STEP_NANOS));
        }
    }

    private static void compare(String place, Path path, Mover mover) throws Exception {
        double[] medians = new double[2];
        for (int sitting = 0; sitting < SITTINGS; sitting++) {
            List<Variant> variants = sit(path, mover, sitting == 0 ? WARM_UP : ROUNDS_AFTER_OPENING);
            for (int i = 0; i < medians.length; i++) {
                medians[i] += variants.get(i).medianNanos() / READS / SITTINGS;
            }
        }
        print(place, "C, pread", medians[0], 1);
        print(place, "CounterFile", medians[1], medians[1] / medians[0]);
    }

    private static void print(String place, String variant, double nanos, double ratio) {
        System.out.printf(Locale.ROOT, "| %s | %s | %.0f | %.3f |%n", place, variant, nanos, ratio);
    }

    private static List<Variant> sit(Path path, Mover mover, int warmUp) throws Exception {
        List<CounterFile> files = new ArrayList<>();
        try (Yardstick yardstick = new Yardstick(path, READS)) {
            for (int i = 0; i < READS; i++) {
                files.add(new CounterFile(path));
            }
            List<Variant> variants =
                    List.of(new Variant("C, pread", yardstick::sum), new Variant("CounterFile", () -> sum(files)));
            long[] last = new long[variants.size()];
            for (int round = -warmUp; round < ROUNDS_PER_SITTING; round++) {
                for (int turn = 0; turn < variants.size(); turn++) {
                    int index = Math.floorMod(round + turn, variants.size());
                    mover.move();
                    long sum = variants.get(index).measure(round >= 0);
                    // A number that did not move would be read twice, which is not what is compared.
                    if (sum - last[index] < READS) {
                        throw new IllegalStateException(path + ": the number does not move");
                    }
                    last[index] = sum;
                }
            }
            return variants;
        } finally {
            files.forEach(CounterFile::close);
        }
    }

    private static long sum(List<CounterFile> files) throws IOException {
        long sum = 0;
        for (int i = 0; i < files.size(); i++) {
            sum += files.get(i).read();
        }
        return sum;
    }
}
