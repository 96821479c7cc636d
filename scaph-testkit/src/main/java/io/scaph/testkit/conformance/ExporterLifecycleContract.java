package io.scaph.testkit.conformance;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scaph.api.spi.Exporter;
import io.scaph.api.spi.ExporterProvider;
import io.scaph.api.spi.PluginSetup;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The rules of an exporter's start and end, its threads and its requests for ticks. Only {@link ExporterContract} extends it. */
public abstract class ExporterLifecycleContract extends ProviderContract<ExporterProvider> {
    private static final long IDLE_MILLIS = 300;
    private static final int MOST_REFRESHES = 30;

    /** For {@link ExporterContract}. */
    ExporterLifecycleContract() {
        super(ExporterProvider.class);
    }

    /**
     * The setup with which the exporter works here: for example a free port, or a directory that it may write. Give an exporter
     * that ends after a time a long time, and one with a step a short step.
     *
     * @param output the stream to pass as {@link PluginSetup#output()}
     * @return the setup; called once for each exporter
     * @throws Exception if it can't be made
     */
    protected abstract PluginSetup setup(OutputStream output) throws Exception;

    /**
     * Checks the form of the output, for example that it is JSON; for any names of processes and containers.
     *
     * @param output the printed text
     * @throws Exception if it is not well-formed
     */
    protected void requireWellFormed(String output) throws Exception {
        // By default any output is well-formed.
    }

    @Override
    final ProviderFacts facts(ExporterProvider provider) {
        return new ProviderFacts(provider.name(), Optional.of(provider.description()), provider.options());
    }

    final Exporter create(OutputStream output) throws Exception {
        return provider().create(setup(output));
    }

    /** Runs a new exporter, and returns what it printed. */
    final String run(ExporterRun run, List<Runnable> steps) throws Exception {
        WatchedOutput output = new WatchedOutput(false);
        try (Exporter exporter = create(output)) {
            run.through(steps, exporter).requireReturned();
        }
        return output.text();
    }

    /**
     * Creating an exporter opens nothing, prints nothing, and starts no thread.
     *
     * @throws Exception what the plugin threw
     */
    @Test
    public void creatingDoesNothingYet() throws Exception {
        WatchedOutput output = new WatchedOutput(false);
        Threads threads = Threads.now();
        try (Exporter exporter = create(output)) {
            assertNotNull(exporter);
            assertEquals("", output.text(), "the output before it ran");
            threads.requireNoneLeft();
        }
    }

    /**
     * The details of processes that it needs are known before it runs, and do not change.
     *
     * @throws Exception what the plugin threw
     */
    @Test
    public void theDetailsAreTheSameAtEveryCall() throws Exception {
        try (Exporter exporter = create(new WatchedOutput(false))) {
            assertNotNull(exporter.details());
            assertEquals(exporter.details(), exporter.details());
        }
    }

    /**
     * Closing a second time does nothing, after a run or without one.
     *
     * @throws Exception what the plugin threw
     */
    @Test
    public void closingTwiceDoesNothing() throws Exception {
        Exporter unused = create(new WatchedOutput(false));
        unused.close();
        assertDoesNotThrow(unused::close);
        try (ExporterRun run = new ExporterRun()) {
            Exporter used = create(new WatchedOutput(false));
            run.through(ExporterRun.quiet(1), used).requireReturned();
            used.close();
            assertDoesNotThrow(used::close);
        }
    }

    /**
     * An interrupt stops it: it returns within a moment, without an exception.
     *
     * @throws Exception what the plugin threw
     */
    @Test
    public void anInterruptEndsIt() throws Exception {
        try (ExporterRun run = new ExporterRun()) {
            requireWellFormed(run(run, ExporterRun.QUIET));
        }
    }

    /**
     * An interrupt before it starts stops it too; its output is complete even then.
     *
     * @throws Exception what the plugin threw
     */
    @Test
    public void anInterruptBeforeItBeginsEndsIt() throws Exception {
        WatchedOutput output = new WatchedOutput(false);
        try (ExporterRun run = new ExporterRun();
                Exporter exporter = create(output)) {
            Exporter interrupted = snapshots -> {
                Thread.currentThread().interrupt();
                exporter.run(snapshots);
            };
            run.through(List.of(), interrupted).requireReturned();
        }
        requireWellFormed(output.text());
    }

    /**
     * After a run and a close, no thread of it is left.
     *
     * @throws Exception what the plugin threw
     */
    @Test
    public void itLeavesNoThread() throws Exception {
        Threads threads = Threads.now();
        try (ExporterRun run = new ExporterRun()) {
            run(run, ExporterRun.QUIET);
        }
        threads.requireNoneLeft();
    }

    /**
     * No thread that it starts keeps a JVM alive.
     *
     * @throws Exception what the plugin threw
     */
    @Test
    public void itsThreadsAreDaemons() throws Exception {
        Threads threads = Threads.now();
        try (ExporterRun run = new ExporterRun();
                Exporter exporter = create(new WatchedOutput(false))) {
            run.through(ExporterRun.QUIET, exporter, reader -> {
                        List<Thread> keeping = threads.started().stream()
                                .filter(thread -> !thread.isDaemon())
                                .toList();
                        assertEquals(List.of(), keeping, "threads that keep a JVM alive");
                    })
                    .requireReturned();
        }
    }

    /**
     * Each tick costs the host something: it does not ask for ticks in a loop while it has nothing to wait for.
     *
     * @throws Exception what the plugin threw
     */
    @Test
    public void itDoesNotAskForTicksWithoutEnd() throws Exception {
        try (ExporterRun run = new ExporterRun();
                Exporter exporter = create(new WatchedOutput(false))) {
            run.through(ExporterRun.QUIET, exporter, reader -> {
                        int before = reader.refreshes();
                        Thread.sleep(IDLE_MILLIS);
                        int refreshes = reader.refreshes() - before;
                        assertTrue(
                                refreshes <= MOST_REFRESHES,
                                () -> "it asked for " + refreshes + " ticks in " + IDLE_MILLIS + " ms");
                    })
                    .requireReturned();
        }
    }
}
