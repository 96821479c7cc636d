package io.scaph.testkit.conformance;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scaph.api.spi.Availability;
import io.scaph.api.spi.HostRoots;
import io.scaph.api.spi.Option;
import io.scaph.api.spi.PluginSetup;
import io.scaph.api.spi.WorkloadSource;
import io.scaph.api.spi.WorkloadSourceProvider;
import io.scaph.api.workload.ProcessInfo;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every workload source keeps to, a rule for each test. Extend it, say how to make the provider and where it works, and
 * run it as any test.
 */
public abstract class WorkloadSourceContract extends ProviderContract {
    private static final int PASSES = 10;
    private static final int PROBES = 60;

    @TempDir
    Path nothing;

    /** For subclasses. */
    protected WorkloadSourceContract() {}

    /**
     * The provider.
     *
     * @return the provider under test, made anew
     */
    protected abstract WorkloadSourceProvider provider();

    /**
     * A place where the source works, with at least one process.
     *
     * @return what to open the source with; asked once for each test
     * @throws Exception if the place can't be made
     */
    protected abstract PluginSetup workingSetup() throws Exception;

    @Override
    Object anyProvider() {
        return provider();
    }

    @Override
    String nameOf(Object provider) {
        return ((WorkloadSourceProvider) provider).name();
    }

    @Override
    List<String> textsOf(Object provider) {
        return List.of();
    }

    @Override
    List<Option<?>> optionsOf(Object provider) {
        return List.of();
    }

    @Override
    Stream<? extends Class<?>> found(ClassLoader loader) {
        return ServiceLoader.load(WorkloadSourceProvider.class, loader).stream().map(ServiceLoader.Provider::type);
    }

    private WorkloadSource open() throws Exception {
        return provider().open(workingSetup());
    }

    private static Pass pass(WorkloadSource source) throws IOException {
        Pass pass = new Pass();
        source.read(pass);
        return pass;
    }

    /**
     * Where it works it says so, in one line.
     *
     * @throws Exception what the plugin threw
     */
    @Test
    public void theProbeSaysWhatItFound() throws Exception {
        Availability available = provider().probe(workingSetup());
        assertTrue(available.isAvailable(), available::reason);
        Line.require("the detail", available.reason());
    }

    /** Where nothing is there the probe does not throw, and gives a reason and a remedy, one line each. */
    @Test
    public void theProbeOfAnEmptyPlaceGivesReasonAndRemedy() {
        PluginSetup setup =
                PluginSetup.standard().withRoots(HostRoots.of(nothing.resolve("proc"), nothing.resolve("sys")));
        Availability availability = assertDoesNotThrow(() -> provider().probe(setup));
        if (!availability.isAvailable()) {
            Line.require("the reason", availability.reason());
            Line.require("the remedy", availability.remedy());
        }
    }

    /**
     * Each pass tells the machine, once, with at least one CPU.
     *
     * @throws Exception what the plugin threw
     */
    @Test
    public void everyPassTellsTheMachineOnce() throws Exception {
        try (WorkloadSource source = open()) {
            for (int i = 0; i < 2; i++) {
                Pass pass = pass(source);
                assertEquals(1, pass.machines(), "how often the machine was told");
                assertTrue(pass.onlineCpus() > 0, () -> "so many CPUs are online: " + pass.onlineCpus());
            }
        }
    }

    /**
     * Where it works there is somebody.
     *
     * @throws Exception what the plugin threw
     */
    @Test
    public void somebodyIsTold() throws Exception {
        try (WorkloadSource source = open()) {
            assertFalse(pass(source).processes().isEmpty(), "nobody was told");
        }
    }

    /**
     * Nobody is told twice in one pass, as there and as ended neither.
     *
     * @throws Exception what the plugin threw
     */
    @Test
    public void nobodyIsToldTwice() throws Exception {
        try (WorkloadSource source = open()) {
            for (int i = 0; i < PASSES; i++) {
                assertEquals(List.of(), pass(source).toldTwice(), "told twice");
            }
        }
    }

    /**
     * CPU time is not negative, and never falls for as long as a process lives.
     *
     * @throws Exception what the plugin threw
     */
    @Test
    public void cpuTimesDoNotFall() throws Exception {
        try (WorkloadSource source = open()) {
            Pass before = pass(source);
            for (int i = 0; i < PASSES; i++) {
                Pass after = pass(source);
                for (Object identity : after.processes().keySet()) {
                    long now = after.cpuNanos(identity);
                    long then = before.processes().containsKey(identity) ? before.cpuNanos(identity) : 0;
                    assertTrue(now >= then, () -> identity + ": its CPU time went from " + then + " to " + now + " ns");
                }
                before = after;
            }
        }
    }

    /**
     * A process of which nothing has changed is the same object, so that nobody has to look at it again.
     *
     * @throws Exception what the plugin threw
     */
    @Test
    public void aWorkloadThatIsTheSameIsTheSameObject() throws Exception {
        try (WorkloadSource source = open()) {
            Pass before = pass(source);
            Pass after = pass(source);
            after.processes().forEach((identity, process) -> {
                ProcessInfo earlier = before.processes().get(identity);
                if (process.equals(earlier)) {
                    assertSame(earlier, process, () -> identity + " is the same, but not the same object");
                }
            });
        }
    }

    /**
     * What ended children used is told of somebody who was told before, in the same pass.
     *
     * @throws Exception what the plugin threw
     */
    @Test
    public void parentsAreToldBeforeTheirChildren() throws Exception {
        try (WorkloadSource source = open()) {
            for (int i = 0; i < PASSES; i++) {
                assertEquals(List.of(), pass(source).orphans(), "charged before they were told");
            }
        }
    }

    /**
     * Who is not there has no resources, rather than an error.
     *
     * @throws Exception what the plugin threw
     */
    @Test
    public void nobodyHasNoResources() throws Exception {
        ProcessInfo nobody = ProcessInfo.of(Long.MAX_VALUE, Instant.EPOCH, "nobody");
        try (WorkloadSource source = open()) {
            pass(source);
            assertTrue(source.resources(nobody).isEmpty(), "nobody has resources");
        }
    }

    /**
     * An application interrupts its threads when it likes: the pass after that is as good as ever.
     *
     * @throws Exception what the plugin threw
     */
    @Test
    public void readingSurvivesAnInterrupt() throws Exception {
        try (WorkloadSource source = open()) {
            pass(source);
            Thread.currentThread().interrupt();
            try {
                source.read(new Pass());
            } finally {
                // Else it would hit whoever comes next.
                Thread.interrupted();
            }
            assertFalse(pass(source).processes().isEmpty(), "nobody was told after an interrupt");
        }
    }

    /**
     * Closing twice is closing once.
     *
     * @throws Exception what the plugin threw
     */
    @Test
    public void closingTwiceDoesNothing() throws Exception {
        WorkloadSource source = open();
        source.close();
        assertDoesNotThrow(source::close);
    }

    /**
     * Closing ends what opening started.
     *
     * @throws Exception what the plugin threw
     */
    @Test
    public void closingLeavesNoThread() throws Exception {
        PluginSetup setup = workingSetup();
        Threads threads = Threads.now();
        try (WorkloadSource source = provider().open(setup)) {
            pass(source);
        }
        assertFalse(threads.anyLeft(), threads::describe);
    }

    /**
     * Closing releases all that opening and reading took: no file stays open.
     *
     * @throws Exception what the plugin threw
     */
    @Test
    public void closingLeavesNoFileOpen() throws Exception {
        PluginSetup setup = workingSetup();
        WorkloadSourceProvider provider = provider();
        OpenFiles.requireNoneLeft(PROBES, () -> {
            provider.probe(setup);
            try (WorkloadSource source = provider.open(setup)) {
                pass(source);
            }
        });
    }
}
