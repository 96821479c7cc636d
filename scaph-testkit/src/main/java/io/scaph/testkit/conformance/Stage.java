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
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A simulated machine of two sockets and four CPUs on which an exporter is run: on a thread of its own, and bounded. */
final class Stage implements AutoCloseable {
    static final String FIRST = "package-0";
    static final String SECOND = "package-1";

    /** For one that does nothing unless somebody asks for it. */
    private static final long BEGIN_MILLIS = 2_000;

    private static final long END_MILLIS = 5_000;

    /** What is done while the exporter runs, after all has happened. */
    interface Look {
        void look(SteppedReader reader) throws Exception;
    }

    private final VirtualClock clock = new VirtualClock();
    private final SimulatedMachine machine;
    private final Monitor monitor;

    Stage() {
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

    /** So many steps in which nothing particular happens. */
    static List<Runnable> quiet(int steps) {
        List<Runnable> happenings = new ArrayList<>();
        for (int i = 0; i < steps; i++) {
            happenings.add(() -> {});
        }
        return happenings;
    }

    /**
     * Runs an exporter through the steps, looks, tells it to stop if it has not ended by itself, and requires that it does.
     *
     * @return what it threw, or null; and the last snapshot it was handed
     */
    Outcome run(Exporter exporter, List<Runnable> happenings, Look look) throws Exception {
        try (SnapshotReader snapshots = monitor.reader()) {
            SteppedReader reader = new SteppedReader(snapshots, clock, happenings);
            Throwable[] thrown = new Throwable[1];
            Thread thread = BackgroundThreads.start("exporter under test", () -> {
                try {
                    exporter.run(reader);
                } catch (Throwable e) {
                    thrown[0] = e;
                }
            });
            await(reader, thread);
            look.look(reader);
            thread.interrupt();
            thread.join(END_MILLIS);
            assertFalse(
                    thread.isAlive(),
                    () -> "it was interrupted, and still runs after " + END_MILLIS + " ms: " + where(thread));
            return new Outcome(thrown[0], reader.last());
        }
    }

    private static void await(SteppedReader reader, Thread thread) throws InterruptedException {
        long end = System.nanoTime() + BEGIN_MILLIS * 1_000_000;
        while (!reader.awaitHappened(1) && thread.isAlive() && System.nanoTime() - end < 0) {
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
     * @param last the last snapshot that it was handed
     */
    record Outcome(@Nullable Throwable thrown, Snapshot last) {
        /** Requires that it ended by returning. */
        Outcome fine() {
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
