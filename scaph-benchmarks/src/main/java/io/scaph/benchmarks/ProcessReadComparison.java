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
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import oshi.SystemInfo;
import oshi.software.os.OperatingSystem;

/**
 * Compares a refresh of all processes with the usual loop in C, and with other ways in Java: of the same processes, in one
 * JVM, alternating, by the CPU time of the thread; see {@link CounterReadComparison}. Most of the processes are asleep, started
 * for this; the figure is the median over all rounds.
 */
public final class ProcessReadComparison {
    private static final int ROUNDS = 240;
    private static final int WARM_UP = 120;

    /** Variants that take hundreds of milliseconds, from this one on, have fewer rounds. */
    private static final int FIRST_SLOW = 4;

    private static final int SLOW_PART = 12;
    private static final int FORKING = 2;

    static {
        Native.register(
                ProcessReadComparison.class,
                NativeLibrary.getInstance(CompiledC.library("processes.c").toString()));
    }

    private ProcessReadComparison() {}

    private static native long yardstick_processes();

    private static native void yardstick_fork();

    /** Counts processes. */
    private static final class ProcessCounter implements WorkloadSource.Visitor {
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
        System.out.printf(
                "%nJava %s, options %s%n%n| processes | way | µs per process | to C | B per process |%n|---:|---|---:|---:|---:|%n",
                System.getProperty("java.vm.version"),
                ManagementFactory.getRuntimeMXBean().getInputArguments());
        for (String count : counts) {
            Sleepers.with(count, ProcessReadComparison::compare);
        }
    }

    private static void compare() throws IOException {
        PluginSetup setup = PluginSetup.standard().withDetails(Set.of());
        ProcessCounter counter = new ProcessCounter();
        OperatingSystem oshi = new SystemInfo().getOperatingSystem();
        try (WorkloadSource clocks = new ProcfsProvider().open(setup);
                WorkloadSource busy = new ProcfsProvider().open(setup);
                WorkloadSource files = new ProcfsSource(
                        setup,
                        new PlainAccess(setup.roots().procfs()),
                        new UserNames(uid -> Optional.empty(), NanoClock.SYSTEM));
                WorkloadSource handles = new ProcessHandleProvider().open(setup)) {
            List<Variant> variants = List.of(
                    new Variant("C, stat of each", ProcessReadComparison::yardstick_processes),
                    new Variant("scaph, CPU clocks", () -> counter.count(clocks)),
                    new Variant("scaph, CPU clocks, after a fork", () -> counter.count(busy)),
                    new Variant("scaph, files alone", () -> counter.count(files)),
                    new Variant("ProcessHandle", () -> counter.count(handles)),
                    new Variant("OSHI 7.5.0", () -> oshi.getProcesses().size()));
            for (int round = -WARM_UP; round < ROUNDS; round++) {
                for (int turn = 0; turn < variants.size(); turn++) {
                    int index = Math.floorMod(round + turn, variants.size());
                    if (index < FIRST_SLOW || round % SLOW_PART == 0) {
                        if (index == FORKING) {
                            yardstick_fork();
                        }
                        variants.get(index).measure(round >= 0);
                    }
                }
            }
            long processes = counter.count(clocks);
            double yardstick = variants.get(0).medianNanos();
            for (Variant variant : variants) {
                System.out.printf(
                        Locale.ROOT,
                        "| %d | %s | %.2f | %.3f | %.0f |%n",
                        processes,
                        variant.name(),
                        variant.medianNanos() / 1e3 / processes,
                        variant.medianNanos() / yardstick,
                        variant.meanBytes() / processes);
            }
        }
    }
}
