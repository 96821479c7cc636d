package io.scaph.testkit.conformance;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.scaph.api.spi.Exporter;
import io.scaph.api.spi.ExporterProvider;
import io.scaph.api.spi.Option;
import io.scaph.api.spi.PluginSetup;
import java.io.OutputStream;
import java.util.List;
import java.util.OptionalLong;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What every exporter keeps to, a rule for each test. Extend it, say how to make the provider and with which options, and run
 * it as any test. The exporter is run on a simulated machine, in virtual time: each time that it waits for a snapshot, time
 * passes at once.
 */
public abstract class ExporterContract extends ProviderContract {
    private static final int STEPS = 6;
    private static final long PEACE_MILLIS = 300;
    private static final int MOST_WISHES = 30;

    /** For subclasses. */
    protected ExporterContract() {}

    /**
     * The provider.
     *
     * @return the provider under test, made anew
     */
    protected abstract ExporterProvider provider();

    /**
     * What the exporter works with here: such as a free port, a directory that it may write. One that ends after a time gets
     * a long one, and one that works at steps short ones.
     *
     * @param output what to give it as {@link PluginSetup#output()}
     * @return what to make it with; asked once for each exporter
     * @throws Exception if that can't be made
     */
    protected abstract PluginSetup setup(OutputStream output) throws Exception;

    /**
     * What the exporter published as the energy of the host, after a run.
     *
     * @param output what it printed
     * @return µJ since its run began, as its last publication, or the sum of all, tells it; empty, unless overridden: then the
     *     rule is left out
     * @throws Exception if what it published can't be read
     */
    protected OptionalLong publishedMicrojoules(String output) throws Exception {
        return OptionalLong.empty();
    }

    /**
     * Looks whether what was printed is what it should be, such as JSON that a parser takes; whatever names there were.
     *
     * @param output what it printed
     * @throws Exception if it is not
     */
    protected void requireWellFormed(String output) throws Exception {
        // Nothing to be said of an output that is not known.
    }

    /**
     * Whether what it prints is a text, so that foreign names must not bring control characters into it.
     *
     * @return true unless overridden
     */
    protected boolean printsText() {
        return true;
    }

    @Override
    Object anyProvider() {
        return provider();
    }

    @Override
    String nameOf(Object provider) {
        return ((ExporterProvider) provider).name();
    }

    @Override
    List<String> textsOf(Object provider) {
        return List.of(((ExporterProvider) provider).description());
    }

    @Override
    List<Option<?>> optionsOf(Object provider) {
        return ((ExporterProvider) provider).options();
    }

    @Override
    Stream<? extends Class<?>> found(ClassLoader loader) {
        return ServiceLoader.load(ExporterProvider.class, loader).stream().map(ServiceLoader.Provider::type);
    }

    private Exporter create(OutputStream output) throws Exception {
        return provider().create(setup(output));
    }

    private String run(Stage stage, List<Runnable> happenings) throws Exception {
        WatchedOutput output = new WatchedOutput(false);
        try (Exporter exporter = create(output)) {
            stage.run(exporter, happenings, reader -> {}).fine();
        }
        return output.text();
    }

    /**
     * Making an exporter opens nothing, prints nothing, and starts no thread.
     *
     * @throws Exception what the plugin threw
     */
    @Test
    public void creatingDoesNothingYet() throws Exception {
        WatchedOutput output = new WatchedOutput(false);
        Threads threads = Threads.now();
        try (Exporter exporter = create(output)) {
            assertNotNull(exporter);
            assertEquals("", output.text(), "what was printed before it ran");
            assertFalse(threads.anyLeft(), threads::describe);
        }
    }

    /**
     * It says what it wants to know of processes before it runs, and says the same twice.
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
     * Closing twice is closing once, whether it ran or not.
     *
     * @throws Exception what the plugin threw
     */
    @Test
    public void closingTwiceDoesNothing() throws Exception {
        Exporter unused = create(new WatchedOutput(false));
        unused.close();
        assertDoesNotThrow(unused::close);
        try (Stage stage = new Stage()) {
            Exporter used = create(new WatchedOutput(false));
            stage.run(used, Stage.quiet(1), reader -> {}).fine();
            used.close();
            assertDoesNotThrow(used::close);
        }
    }

    /**
     * An interrupt is how it is told to stop: it returns within a moment, without an exception.
     *
     * @throws Exception what the plugin threw
     */
    @Test
    public void anInterruptEndsIt() throws Exception {
        try (Stage stage = new Stage()) {
            requireWellFormed(run(stage, Stage.quiet(STEPS)));
        }
    }

    /**
     * It may be told to stop before it has begun; what it prints is complete even then.
     *
     * @throws Exception what the plugin threw
     */
    @Test
    public void anInterruptBeforeItBeginsEndsIt() throws Exception {
        try (Stage stage = new Stage()) {
            WatchedOutput output = new WatchedOutput(false);
            try (Exporter exporter = create(output)) {
                Exporter interrupted = new Interrupted(exporter);
                stage.run(interrupted, List.of(), reader -> {}).fine();
            }
            requireWellFormed(output.text());
        }
    }

    /**
     * When it has run and was closed, no thread of it is left.
     *
     * @throws Exception what the plugin threw
     */
    @Test
    public void itLeavesNoThread() throws Exception {
        Threads threads = Threads.now();
        try (Stage stage = new Stage()) {
            run(stage, Stage.quiet(STEPS));
        }
        assertFalse(threads.anyLeft(), threads::describe);
    }

    /**
     * Nothing that it starts keeps a JVM alive.
     *
     * @throws Exception what the plugin threw
     */
    @Test
    public void itsThreadsAreDaemons() throws Exception {
        Threads threads = Threads.now();
        try (Stage stage = new Stage();
                Exporter exporter = create(new WatchedOutput(false))) {
            stage.run(exporter, Stage.quiet(STEPS), reader -> {
                        List<Thread> keeping = threads.started().stream()
                                .filter(thread -> !thread.isDaemon())
                                .toList();
                        assertEquals(List.of(), keeping, "threads that keep a JVM alive");
                    })
                    .fine();
        }
    }

    /**
     * Each tick costs the host something: it does not ask for one after the other while it has nothing to wait for.
     *
     * @throws Exception what the plugin threw
     */
    @Test
    public void itDoesNotAskForTicksWithoutEnd() throws Exception {
        try (Stage stage = new Stage();
                Exporter exporter = create(new WatchedOutput(false))) {
            stage.run(exporter, Stage.quiet(STEPS), reader -> {
                        int before = reader.wishes();
                        Thread.sleep(PEACE_MILLIS);
                        int wishes = reader.wishes() - before;
                        assertTrue(
                                wishes <= MOST_WISHES,
                                () -> "it asked for " + wishes + " ticks in " + PEACE_MILLIS + " ms");
                    })
                    .fine();
        }
    }

    /**
     * Its output belongs to whoever gave it.
     *
     * @throws Exception what the plugin threw
     */
    @Test
    public void itDoesNotCloseTheOutput() throws Exception {
        WatchedOutput output = new WatchedOutput(false);
        try (Stage stage = new Stage()) {
            try (Exporter exporter = create(output)) {
                stage.run(exporter, Stage.quiet(STEPS), reader -> {}).fine();
            }
        }
        assertFalse(output.wasClosed(), "the output was closed");
    }

    /**
     * If it can't publish any more, as when nobody reads the pipe, it says so by an {@code IOException}.
     *
     * @throws Exception what the plugin threw
     */
    @Test
    public void anOutputThatFailsIsAnIoException() throws Exception {
        try (Stage stage = new Stage();
                Exporter exporter = create(new WatchedOutput(true))) {
            Throwable thrown =
                    stage.run(exporter, Stage.quiet(STEPS), reader -> {}).thrown();
            if (thrown != null) {
                assertInstanceOf(java.io.IOException.class, thrown);
            }
        }
    }

    /**
     * Failed reads, resets and suspends are everyday matters: it goes on, and what it publishes stays well-formed.
     *
     * @throws Exception what the plugin threw
     */
    @Test
    public void itSurvivesWhatIsUnknown() throws Exception {
        try (Stage stage = new Stage()) {
            stage.machine().readable(Stage.FIRST, false).readable(Stage.SECOND, false);
            String output = run(
                    stage,
                    List.of(
                            () -> {},
                            () -> stage.machine().readable(Stage.FIRST, true).readable(Stage.SECOND, true),
                            () -> stage.machine().reset(Stage.FIRST),
                            () -> stage.machine().suspend(),
                            () -> stage.machine().readable(Stage.SECOND, false),
                            () -> stage.machine().end(20).run(20, "another", 2)));
            requireWellFormed(output);
        }
    }

    /**
     * Who runs processes and containers chooses their names: none of them makes it fail, or breaks what it publishes.
     *
     * @throws Exception what the plugin threw
     */
    @Test
    public void itSurvivesHostileNames() throws Exception {
        try (Stage stage = new Stage()) {
            HostileNames.runOn(stage.machine());
            requireWellFormed(run(stage, Stage.quiet(STEPS)));
        }
    }

    /**
     * A name that moves the cursor or rings the bell does not get into a text.
     *
     * @throws Exception what the plugin threw
     */
    @Test
    public void noControlCharacterIsPrinted() throws Exception {
        assumeTrue(printsText(), "what it prints is no text");
        try (Stage stage = new Stage()) {
            HostileNames.runOn(stage.machine());
            run(stage, Stage.quiet(STEPS))
                    .codePoints()
                    .forEach(point -> assertTrue(
                            !Character.isISOControl(point) || point == '\n' || point == '\r' || point == '\t',
                            () -> String.format("the control character U+%04X was printed", point)));
        }
    }

    /**
     * All that the host used is published, also what could not be read for a while; see {@link #publishedMicrojoules}.
     *
     * @throws Exception what the plugin threw
     */
    @Test
    public void everyJouleIsPublished() throws Exception {
        try (Stage stage = new Stage()) {
            WatchedOutput output = new WatchedOutput(false);
            Stage.Outcome outcome;
            try (Exporter exporter = create(output)) {
                outcome = stage.run(
                                exporter,
                                List.of(
                                        () -> {},
                                        () -> stage.machine().watts(Stage.FIRST, 70),
                                        () -> stage.machine().readable(Stage.FIRST, false),
                                        () -> stage.machine().end(20),
                                        () -> stage.machine().readable(Stage.FIRST, true),
                                        () -> stage.machine().watts(Stage.FIRST, 0)),
                                reader -> {})
                        .fine();
            }
            OptionalLong published = publishedMicrojoules(output.text());
            assumeTrue(published.isPresent(), "this exporter does not say what it published");
            assertEquals(
                    outcome.last().host().energy().microjoules(),
                    published.getAsLong(),
                    "the energy of the host that was published, in µJ");
        }
    }
}
