package io.scaph.benchmarks;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import io.scaph.api.internal.processhandle.ProcessHandleProvider;
import io.scaph.api.spi.NanoClock;
import io.scaph.api.spi.PluginSetup;
import io.scaph.api.spi.WorkloadSource;
import io.scaph.api.workload.Container;
import io.scaph.api.workload.Job;
import io.scaph.api.workload.ProcessInfo;
import io.scaph.linux.description.UserNames;
import io.scaph.linux.process.ProcfsProvider;
import io.scaph.linux.process.ProcfsSource;
import io.scaph.linux.procfs.PlainAccess;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import oshi.SystemInfo;
import oshi.software.os.OperatingSystem;

/**
 * Compares a refresh of all processes with the usual loop in C, and with other ways in Java: of the same processes, in one
 * JVM, in turns, by the CPU time of the thread; see {@link CounterReadComparison}. Most of the processes are asleep, started
 * for this; the figure is the median over all rounds.
 */
public final class ProcessReadComparison {
    private static final int ROUNDS = 240;
    private static final int WARM_UP = 120;
    private static final String AFTER_FORK = "scaph, CPU clocks, somebody forked";

    /** What takes hundreds of milliseconds has fewer rounds. */
    private static final int SLOW_PART = 12;

    private static final com.sun.management.ThreadMXBean THREADS =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    static {
        Native.register(
                ProcessReadComparison.class,
                NativeLibrary.getInstance(CompiledC.library("processes.c").toString()));
    }

    private ProcessReadComparison() {}

    private static native long yardstick_processes();

    private static native void yardstick_fork();

    /** A way to read all processes. */
    @FunctionalInterface
    private interface Refresh {
        /** How many there are. */
        long run() throws IOException;
    }

    private static final class Way {
        final String name;
        final boolean slow;
        final Refresh refresh;
        final List<Long> nanos = new ArrayList<>();
        final List<Long> bytes = new ArrayList<>();

        Way(String name, boolean slow, Refresh refresh) {
            this.name = name;
            this.slow = slow;
            this.refresh = refresh;
        }

        void measure(boolean count) throws IOException {
            if (name.equals(AFTER_FORK)) {
                yardstick_fork();
            }
            long bytesBefore = THREADS.getCurrentThreadAllocatedBytes();
            long before = THREADS.getCurrentThreadCpuTime();
            long processes = refresh.run();
            long after = THREADS.getCurrentThreadCpuTime();
            long allocated = THREADS.getCurrentThreadAllocatedBytes() - bytesBefore;
            if (processes <= 0) {
                throw new IllegalStateException(name + ": no processes");
            }
            if (count) {
                nanos.add(after - before);
                bytes.add(allocated);
            }
        }
    }

    /** Counts processes. */
    private static final class Counter implements WorkloadSource.Visitor {
        private int workloads;

        long count(WorkloadSource source) throws IOException {
            workloads = 0;
            source.read(this);
            return workloads;
        }

        @Override
        public void machine(int cpus, long idle, long stolen, long interrupts) {}

        @Override
        public void machine(int cpus) {}

        @Override
        public void process(ProcessInfo process, long cpuNanos, boolean started) {
            workloads++;
        }

        @Override
        public void endedChildren(ProcessInfo parent, long nanos) {}

        @Override
        public void ended(ProcessInfo process, long nanos, boolean started) {}

        @Override
        public void group(Optional<Container> container, Optional<Job> job, long nanos) {}
    }

    /**
     * Runs the comparison.
     *
     * @param arguments how many processes to start, for each table; 100, 1000 and 5000 if none are given
     * @throws Exception if they can't be started or read
     */
    public static void main(String[] arguments) throws Exception {
        List<String> counts = arguments.length == 0 ? List.of("100", "1000", "5000") : List.of(arguments);
        String program = CompiledC.program("sleepers.c").toString();
        System.out.printf(
                "%nJava %s, options %s%n%n| processes | way | µs per process | to C | B per process |%n|---:|---|---:|---:|---:|%n",
                System.getProperty("java.vm.version"),
                ManagementFactory.getRuntimeMXBean().getInputArguments());
        for (String count : counts) {
            Process sleepers = new ProcessBuilder(program, count)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            try (var output = sleepers.inputReader()) {
                if (!count.equals(output.readLine())) {
                    throw new IllegalStateException(count + " processes can't be started");
                }
                compare();
            } finally {
                // At the end of its input it ends them all.
                sleepers.getOutputStream().close();
                sleepers.waitFor();
            }
        }
    }

    private static void compare() throws IOException {
        PluginSetup setup = PluginSetup.standard().withDetails(java.util.Set.of());
        Counter counter = new Counter();
        OperatingSystem oshi = new SystemInfo().getOperatingSystem();
        try (WorkloadSource clocks = new ProcfsProvider().open(setup);
                WorkloadSource busy = new ProcfsProvider().open(setup);
                WorkloadSource files = new ProcfsSource(
                        setup,
                        new PlainAccess(setup.roots().procfs()),
                        new UserNames(uid -> Optional.empty(), NanoClock.SYSTEM));
                WorkloadSource handles = new ProcessHandleProvider().open(setup)) {
            List<Way> ways = List.of(
                    new Way("C, stat of each", false, ProcessReadComparison::yardstick_processes),
                    new Way("scaph, CPU clocks", false, () -> counter.count(clocks)),
                    new Way(AFTER_FORK, false, () -> counter.count(busy)),
                    new Way("scaph, files alone", false, () -> counter.count(files)),
                    new Way("ProcessHandle", true, () -> counter.count(handles)),
                    new Way("OSHI 7.5.0", true, () -> oshi.getProcesses().size()));
            for (int round = -WARM_UP; round < ROUNDS; round++) {
                for (int turn = 0; turn < ways.size(); turn++) {
                    Way way = ways.get(Math.floorMod(round + turn, ways.size()));
                    if (!way.slow || round % SLOW_PART == 0) {
                        way.measure(round >= 0);
                    }
                }
            }
            long processes = counter.count(clocks);
            double yardstick = median(ways.get(0).nanos);
            for (Way way : ways) {
                System.out.printf(
                        Locale.ROOT,
                        "| %d | %s | %.2f | %.3f | %.0f |%n",
                        processes,
                        way.name,
                        median(way.nanos) / 1e3 / processes,
                        median(way.nanos) / yardstick,
                        mean(way.bytes) / processes);
            }
        }
    }

    private static double median(List<Long> values) {
        long[] sorted = values.stream().mapToLong(Long::longValue).toArray();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static double mean(List<Long> values) {
        return values.stream().mapToLong(Long::longValue).average().orElse(0);
    }
}
