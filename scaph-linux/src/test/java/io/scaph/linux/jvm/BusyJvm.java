package io.scaph.linux.jvm;

import io.scaph.api.Monitor;
import io.scaph.api.snapshot.JvmEnergy;
import io.scaph.api.snapshot.Snapshot;
import io.scaph.api.snapshot.SnapshotReader;
import io.scaph.api.spi.RawCounters;
import io.scaph.api.spi.Sensor;
import io.scaph.api.topology.Domain;
import io.scaph.api.topology.DomainKind;
import io.scaph.api.topology.Topology;
import io.scaph.api.workload.WorkloadDetail;
import java.lang.management.ManagementFactory;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** A program that is busy with one thing, and prints what its JVM used on a machine of 100 W. */
final class BusyJvm {
    /** The CPU time of the thread that works: on a busy machine the same work takes longer. */
    private static final long WORK_NANOS = 2_000_000_000L;

    private static final int KEPT = 2_000;

    private BusyJvm() {}

    /**
     * Prints the parts of the energy in µJ.
     *
     * @param arguments what to do
     * @throws Exception if it can't be measured
     */
    public static void main(String[] arguments) throws Exception {
        try (Monitor monitor = Monitor.builder()
                        .sensor("made up", "100 W for ever", new HundredWatts())
                        .details(Set.of(WorkloadDetail.JVM))
                        .tick(Duration.ofMillis(300))
                        .open();
                SnapshotReader reader = monitor.reader()) {
            switch (arguments[0]) {
                case "calm" -> spin();
                case "garbage" -> litter();
                case "start" -> warmUp();
                case "hostile" -> {
                    Thread thread = new Thread(BusyJvm::spin, "C2 CompilerThread0");
                    thread.start();
                    thread.join();
                }
                default -> throw new IllegalArgumentException(arguments[0]);
            }
            Snapshot last = reader.refresh();
            JvmEnergy energy = last.jvm().orElseThrow();
            long line = last.processes().stream()
                    .filter(known ->
                            known.process().pid() == ProcessHandle.current().pid())
                    .findFirst()
                    .orElseThrow()
                    .energy()
                    .microjoules();
            if (energy.energy().microjoules() != line) {
                throw new IllegalStateException(energy + " is not " + line);
            }
            System.out.println("application=" + energy.application().microjoules() + " gc="
                    + energy.gc().microjoules() + " jit=" + energy.jit().microjoules() + " runtime="
                    + energy.runtime().microjoules());
        }
    }

    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static void spin() {
        long end = cpuNanos() + WORK_NANOS;
        long sum = 0;
        while (cpuNanos() < end) {
            sum += end ^ sum;
        }
        if (sum == 1) {
            System.out.println();
        }
    }

    /** Keeps a little, so that the collector has something to copy. */
    private static void litter() {
        long end = cpuNanos() + WORK_NANOS;
        List<Object> kept = new ArrayList<>();
        for (int i = 0; cpuNanos() < end; i++) {
            List<Object> some = new ArrayList<>();
            for (int j = 0; j < 200; j++) {
                some.add(new long[8]);
            }
            if (kept.size() < KEPT) {
                kept.add(some);
            } else {
                kept.set(i % KEPT, some);
            }
        }
    }

    /** Many methods that get hot: the JDK has enough of them. */
    private static void warmUp() {
        long end = cpuNanos() + WORK_NANOS / 2;
        int length = 0;
        for (int i = 0; cpuNanos() < end; i++) {
            String text = String.format(Locale.ROOT, "%05d %s %x %.3f", i, "a" + i, i, i / 3.0);
            length += Pattern.compile("(\\d+) (a\\d+) .*")
                    .matcher(text)
                    .replaceAll("$2$1")
                    .length();
            length += new BigInteger(text.substring(0, 5)).pow(30).toString(7).length();
            length += Instant.ofEpochSecond(i).toString().length();
            length += IntStream.range(0, 20)
                    .boxed()
                    .sorted(Comparator.reverseOrder())
                    .toList()
                    .size();
        }
        if (length == 1) {
            System.out.println();
        }
    }

    private static final class HundredWatts implements Sensor {
        private final Domain domain = Domain.ofSocket(DomainKind.PACKAGE, 0).at("made up");

        @Override
        public Topology topology() {
            return Topology.of(List.of(domain), List.of(domain));
        }

        @Override
        public void read(RawCounters counters) {
            counters.put(0, (System.nanoTime() & Long.MAX_VALUE) / 10);
        }

        @Override
        public void close() {
            // Holds nothing.
        }
    }
}
