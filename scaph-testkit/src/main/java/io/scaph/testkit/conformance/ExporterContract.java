package io.scaph.testkit.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.scaph.api.spi.Exporter;
import io.scaph.testkit.SimulatedMachine;
import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/**
 * The rules of every exporter, one test each. Extend it, supply the provider and its options, and run it like any test. The
 * exporter runs on a simulated machine, in virtual time: whenever it waits for a snapshot, time passes at once.
 */
public abstract class ExporterContract extends ExporterLifecycleContract {
    /** For subclasses. */
    protected ExporterContract() {}

    /**
     * The energy of the host that the exporter published in a run.
     *
     * @param output the printed text
     * @return µJ since the start of the run, by its last publication or the sum of all; empty by default, which leaves the rule
     *     out
     * @throws Exception if its publication can't be read
     */
    protected OptionalLong publishedMicrojoules(String output) throws Exception {
        return OptionalLong.empty();
    }

    /**
     * Whether its output is a text, in which foreign names must not bring control characters.
     *
     * @return true unless overridden
     */
    protected boolean printsText() {
        return true;
    }

    /**
     * The output belongs to its owner: the exporter does not close it.
     *
     * @throws Exception what the plugin threw
     */
    @Test
    public void itDoesNotCloseTheOutput() throws Exception {
        WatchedOutput output = new WatchedOutput(false);
        try (ExporterRun run = new ExporterRun();
                Exporter exporter = create(output)) {
            run.through(ExporterRun.QUIET, exporter).requireReturned();
        }
        assertFalse(output.wasClosed(), "the output was closed");
    }

    /**
     * If it can't publish any more, as on a broken pipe, it throws an {@code IOException}.
     *
     * @throws Exception what the plugin threw
     */
    @Test
    public void anOutputThatFailsIsAnIoException() throws Exception {
        try (ExporterRun run = new ExporterRun();
                Exporter exporter = create(new WatchedOutput(true))) {
            Throwable thrown = run.through(ExporterRun.QUIET, exporter).thrown();
            if (thrown != null) {
                assertInstanceOf(IOException.class, thrown);
            }
        }
    }

    /**
     * Failed reads, resets and suspends are normal: it continues, and its output stays well-formed.
     *
     * @throws Exception what the plugin threw
     */
    @Test
    public void itSurvivesWhatIsUnknown() throws Exception {
        try (ExporterRun run = new ExporterRun()) {
            SimulatedMachine machine = run.machine();
            machine.readable(ExporterRun.FIRST, false).readable(ExporterRun.SECOND, false);
            String output = run(
                    run,
                    List.of(
                            () -> {},
                            () -> machine.readable(ExporterRun.FIRST, true).readable(ExporterRun.SECOND, true),
                            () -> machine.reset(ExporterRun.FIRST),
                            () -> machine.suspend(),
                            () -> machine.readable(ExporterRun.SECOND, false),
                            () -> machine.end(20).run(20, "another", 2)));
            requireWellFormed(output);
        }
    }

    /**
     * Users choose the names of processes and containers: no name makes it fail, or breaks its output.
     *
     * @throws Exception what the plugin threw
     */
    @Test
    public void itSurvivesHostileNames() throws Exception {
        try (ExporterRun run = new ExporterRun()) {
            HostileNames.runOn(run.machine());
            requireWellFormed(run(run, ExporterRun.QUIET));
        }
    }

    /**
     * Control characters of a name, which could move the cursor, do not reach a text.
     *
     * @throws Exception what the plugin threw
     */
    @Test
    public void noControlCharacterIsPrinted() throws Exception {
        assumeTrue(printsText(), "printsText() is false");
        try (ExporterRun run = new ExporterRun()) {
            HostileNames.runOn(run.machine());
            run(run, ExporterRun.QUIET)
                    .codePoints()
                    .forEach(point -> assertTrue(
                            !Character.isISOControl(point) || point == '\n' || point == '\r' || point == '\t',
                            () -> String.format("the control character U+%04X was printed", point)));
        }
    }

    /**
     * All energy of the host is published, including what could not be read for a while; see {@link #publishedMicrojoules}.
     *
     * @throws Exception what the plugin threw
     */
    @Test
    public void everyJouleIsPublished() throws Exception {
        try (ExporterRun run = new ExporterRun()) {
            SimulatedMachine machine = run.machine();
            WatchedOutput output = new WatchedOutput(false);
            ExporterRun.RunResult result;
            try (Exporter exporter = create(output)) {
                List<Runnable> steps = List.of(
                        () -> {},
                        () -> machine.watts(ExporterRun.FIRST, 70),
                        () -> machine.readable(ExporterRun.FIRST, false),
                        () -> machine.end(20),
                        () -> machine.readable(ExporterRun.FIRST, true),
                        () -> machine.watts(ExporterRun.FIRST, 0));
                result = run.through(steps, exporter).requireReturned();
            }
            OptionalLong published = publishedMicrojoules(output.text());
            assumeTrue(published.isPresent(), "publishedMicrojoules() is empty");
            assertEquals(
                    result.last().host().energy().microjoules(),
                    published.getAsLong(),
                    "the published energy of the host, in µJ");
        }
    }
}
