package io.scaph.testkit.conformance;

import io.scaph.api.snapshot.ProcessEnergy;
import io.scaph.api.snapshot.Snapshot;
import io.scaph.api.snapshot.SnapshotReader;
import io.scaph.api.spi.Exporter;
import io.scaph.api.spi.ExporterProvider;
import io.scaph.api.spi.Option;
import io.scaph.api.spi.PluginSetup;
import io.scaph.api.workload.WorkloadDetail;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/** An exporter that keeps all rules but one: prints a line of total energy and names at each step. */
public class FaultyExporter implements ExporterProvider {
    /** The faults, named for what they break. */
    enum Fault {
        NONE,
        NAME_WITH_BLANKS,
        PRINTS_AT_ONCE,
        DETAILS_CHANGE,
        CLOSE_THROWS_AT_SECOND,
        DEAF,
        THROWS_WHEN_INTERRUPTED_EARLY,
        LEAVES_A_THREAD,
        KEEPS_THE_JVM,
        SPINS,
        CLOSES_THE_OUTPUT,
        BREAKS_LOUDLY,
        CAN_NOT_DO_WITHOUT_POWER,
        FEARS_LONG_NAMES,
        PRINTS_NAMES_AS_THEY_ARE,
        FORGETS_THE_REST
    }

    static volatile Fault fault = Fault.NONE;
    static volatile CountDownLatch released = new CountDownLatch(1);

    /** For the contract. */
    public FaultyExporter() {}

    private static boolean is(Fault which) {
        return fault == which;
    }

    @Override
    public String name() {
        return is(Fault.NAME_WITH_BLANKS) ? "a faulty exporter" : "faulty";
    }

    @Override
    public String description() {
        return "keeps all rules but one";
    }

    @Override
    public List<Option<?>> options() {
        return List.of(Option.integer("step", "SECONDS", "the time between two lines"));
    }

    @Override
    public Exporter create(PluginSetup setup) {
        Running exporter = new Running(setup.output());
        if (is(Fault.PRINTS_AT_ONCE)) {
            exporter.greet();
        }
        return exporter;
    }

    private static final class Running implements Exporter {
        private static final long STEP_NANOS = 1_000_000_000;
        private static final int MOST = 100;

        private final OutputStream output;
        private int asked;
        private boolean closed;

        Running(OutputStream output) {
            this.output = output;
        }

        @Override
        public Set<WorkloadDetail> details() {
            return is(Fault.DETAILS_CHANGE) && asked++ % 2 == 0 ? Set.of(WorkloadDetail.USER) : Set.of();
        }

        private void greet() {
            try {
                output.write('!');
            } catch (IOException e) {
                closed = false;
            }
        }

        private void print(String text) throws IOException {
            try {
                output.write(text.getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                if (is(Fault.BREAKS_LOUDLY)) {
                    throw new IllegalStateException(e);
                }
                throw e;
            }
        }

        @Override
        public void run(SnapshotReader snapshots) throws IOException {
            if (is(Fault.LEAVES_A_THREAD) || is(Fault.KEEPS_THE_JVM)) {
                startThread();
            }
            if (is(Fault.THROWS_WHEN_INTERRUPTED_EARLY)
                    && Thread.currentThread().isInterrupted()) {
                throw new IOException("what a pity");
            }
            Snapshot last = snapshots.latest();
            try {
                while (true) {
                    last = snapshots.awaitUntil(last.nanoTime() + STEP_NANOS);
                    report(last);
                    spin(snapshots);
                }
            } catch (InterruptedException e) {
                if (is(Fault.DEAF)) {
                    awaitRelease();
                }
            }
            if (is(Fault.CLOSES_THE_OUTPUT)) {
                output.close();
            }
        }

        private static void spin(SnapshotReader snapshots) {
            while (is(Fault.SPINS) && !Thread.currentThread().isInterrupted()) {
                snapshots.refresh();
            }
        }

        private static void startThread() {
            Thread thread = new Thread(Running::awaitRelease, "left");
            thread.setDaemon(is(Fault.LEAVES_A_THREAD));
            thread.start();
        }

        private static void awaitRelease() {
            try {
                released.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private void report(Snapshot now) throws IOException {
            if (is(Fault.CAN_NOT_DO_WITHOUT_POWER)) {
                now.domains()
                        .forEach(domain -> domain.gap().ifPresent(gap -> {
                            throw new IllegalStateException(gap);
                        }));
            }
            StringBuilder line = new StringBuilder();
            for (ProcessEnergy process : now.processes()) {
                String name = process.process().name();
                if (is(Fault.FEARS_LONG_NAMES) && name.length() > MOST) {
                    throw new IllegalStateException("too long");
                }
                line.append(is(Fault.PRINTS_NAMES_AS_THEY_ARE) ? name : name.replaceAll("\\p{Cc}", "?"))
                        .append(' ');
            }
            long energy = is(Fault.FORGETS_THE_REST)
                    ? now.processes().stream()
                            .mapToLong(one -> one.energy().microjoules())
                            .sum()
                    : now.host().energy().microjoules();
            print(line + "= " + energy + "\n");
        }

        @Override
        public void close() throws IOException {
            if (closed && is(Fault.CLOSE_THROWS_AT_SECOND)) {
                throw new IOException("it is closed");
            }
            closed = true;
        }
    }
}
