package io.scaph.testkit.conformance;

import static org.junit.jupiter.api.Assertions.assertFalse;

import io.scaph.api.Monitor;
import io.scaph.api.internal.thread.BackgroundThreads;
import io.scaph.api.snapshot.Snapshot;
import io.scaph.api.snapshot.SnapshotReader;
import io.scaph.api.spi.Exporter;
import io.scaph.api.topology.Domain;
import io.scaph.api.topology.DomainKind;
import io.scaph.api.topology.Topology;
import io.scaph.testkit.SimulatedMachine;
import io.scaph.testkit.VirtualClock;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs an exporter on a simulated machine of two sockets and four CPUs, in its own thread and for a limited time. */
final class ExporterRun implements AutoCloseable {
    static final String FIRST = "package-0";
    static final String SECOND = "package-1";

    /** Steps in which nothing happens. */
    static final List<Runnable> QUIET = quiet(6);

    /** The limit for an exporter that does nothing until a request comes. */
    private static final long BEGIN_MILLIS = 2_000;

    private static final long END_MILLIS = 5_000;

    /** A check while the exporter runs, after all steps. */
    interface Check {
        void check(SteppedReader reader) throws Exception;
    }

    private final VirtualClock clock = new VirtualClock();
    private final SimulatedMachine machine;
    private final Monitor monitor;

    ExporterRun() {
        Domain first = domain(DomainKind.PACKAGE, 0);
        Domain second = domain(DomainKind.PACKAGE, 1);
        Domain dram = domain(DomainKind.DRAM, 1);
        machine = new SimulatedMachine(
                        clock,
                        4,
                        Topology.of(
                                List.of(first, domain(DomainKind.CORE, 0), second, dram), List.of(first, second, dram)))
                .watts(FIRST, 50)
                .watts("core@0", 30)
                .watts(SECOND, 40)
                .watts("dram@1", 10)
                .run(1, "init", 0)
                .run(20, "busy", 1)
                .run(30, "half", 0.5);
        monitor = machine.monitor();
    }

    private static Domain domain(DomainKind kind, int socket) {
        return Domain.ofSocket(kind, socket).at("simulated-" + kind.label() + socket);
    }

    SimulatedMachine machine() {
        return machine;
    }

    /** A number of steps in which nothing happens. */
    static List<Runnable> quiet(int steps) {
        return Collections.nCopies(steps, () -> {});
    }

    /**
     * Runs an exporter through some steps, checks, interrupts it and requires that it ends.
     *
     * @return what it threw, or null; and the last snapshot that it received
     */
    RunResult through(List<Runnable> steps, Exporter exporter, Check check) throws Exception {
        try (SnapshotReader snapshots = monitor.reader()) {
            SteppedReader reader = new SteppedReader(snapshots, clock, steps);
            Throwable[] thrown = new Throwable[1];
            Thread thread = BackgroundThreads.start("exporter under test", () -> {
                try {
                    exporter.run(reader);
                } catch (Throwable e) {
                    thrown[0] = e;
                }
            });
            await(reader, thread);
            check.check(reader);
            thread.interrupt();
            thread.join(END_MILLIS);
            assertFalse(
                    thread.isAlive(),
                    () -> "it still runs after an interrupt and " + END_MILLIS + " ms: " + where(thread));
            return new RunResult(thrown[0], reader.last());
        }
    }

    RunResult through(List<Runnable> steps, Exporter exporter) throws Exception {
        return through(steps, exporter, reader -> {});
    }

    private static void await(SteppedReader reader, Thread thread) throws InterruptedException {
        long end = System.nanoTime() + BEGIN_MILLIS * 1_000_000;
        while (!reader.awaitSteps(1) && thread.isAlive() && System.nanoTime() - end < 0) {
            Thread.onSpinWait();
        }
    }

    private static String where(Thread thread) {
        StackTraceElement[] stack = thread.getStackTrace();
        return stack.length == 0 ? "nowhere" : stack[0].toString();
    }

    /**
     * How a run ended.
     *
     * @param thrown what the exporter threw, or null
     * @param last the last snapshot that it received
     */
    record RunResult(@Nullable Throwable thrown, Snapshot last) {
        /** Requires that it returned, and did not throw. */
        RunResult requireReturned() {
            if (thrown != null) {
                throw new AssertionError("it threw " + thrown, thrown);
            }
            return this;
        }
    }

    @Override
    public void close() {
        monitor.close();
    }
}
