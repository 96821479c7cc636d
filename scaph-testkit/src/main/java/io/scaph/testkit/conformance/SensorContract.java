package io.scaph.testkit.conformance;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.scaph.api.energy.Energy;
import io.scaph.api.internal.counter.CounterReadings;
import io.scaph.api.spi.Availability;
import io.scaph.api.spi.HostRoots;
import io.scaph.api.spi.Option;
import io.scaph.api.spi.Options;
import io.scaph.api.spi.PluginSetup;
import io.scaph.api.spi.Sensor;
import io.scaph.api.spi.SensorProvider;
import io.scaph.api.spi.SensorUnavailableException;
import io.scaph.api.topology.Domain;
import io.scaph.testkit.Allocation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every sensor keeps to, a rule for each test. Extend it, say how to make the provider and where it works, and run it as
 * any test.
 */
public abstract class SensorContract extends ProviderContract {
    private static final int READINGS = 50;
    private static final int PROBES = 60;
    private static final int ATTEMPTS = 3;

    @TempDir
    Path nothing;

    /** For subclasses. */
    protected SensorContract() {}

    /**
     * The provider.
     *
     * @return the provider under test, made anew
     */
    protected abstract SensorProvider provider();

    /**
     * A place where the sensor works: files as fixtures, a device that answers.
     *
     * @return what to open the sensor with; asked once for each test
     * @throws Exception if the place can't be made
     */
    protected abstract PluginSetup workingSetup() throws Exception;

    /**
     * A place where the sensor finds nothing.
     *
     * @return by default empty directories in place of {@code /proc} and {@code /sys}, and an empty environment
     * @throws Exception if the place can't be made
     */
    protected PluginSetup emptySetup() throws Exception {
        return PluginSetup.standard()
                .withRoots(HostRoots.of(nothing.resolve("proc"), nothing.resolve("sys")))
                .withOptions(Options.NONE.withEnvironment(Map.of()));
    }

    /**
     * Lets some time pass in the place where the sensor works, and energy be used; called between readings.
     *
     * @throws Exception if that can't be done
     */
    protected void timePasses() throws Exception {
        // By default time passes by itself.
    }

    /**
     * Whether a reading that succeeds allocates nothing on the heap, once it has warmed up.
     *
     * @return true unless overridden, by a sensor that can't do without, or whose fixtures allocate
     */
    protected boolean readsWithoutGarbage() {
        return true;
    }

    @Override
    Object anyProvider() {
        return provider();
    }

    @Override
    String nameOf(Object provider) {
        return ((SensorProvider) provider).name();
    }

    @Override
    List<String> textsOf(Object provider) {
        return List.of(((SensorProvider) provider).description());
    }

    @Override
    List<Option<?>> optionsOf(Object provider) {
        return ((SensorProvider) provider).options();
    }

    @Override
    Stream<? extends Class<?>> found(ClassLoader loader) {
        return ServiceLoader.load(SensorProvider.class, loader).stream().map(ServiceLoader.Provider::type);
    }

    private Sensor open() throws Exception {
        return provider().open(workingSetup());
    }

    private static CounterReadings read(Sensor sensor) {
        CounterReadings counters =
                new CounterReadings(sensor.topology().domains().size());
        sensor.read(counters);
        return counters;
    }

    private static List<String> failures(CounterReadings counters) {
        List<String> failures = new ArrayList<>();
        for (int i = 0; i < counters.size(); i++) {
            counters.failure(i).ifPresent(failures::add);
        }
        return failures;
    }

    /** Other names are not empty, and not its name again. */
    @Test
    public void everyAliasIsANameOfItsOwn() {
        SensorProvider provider = provider();
        List<String> names = new ArrayList<>(List.of(provider.name()));
        for (String alias : provider.aliases()) {
            assertFalse(alias.isBlank(), "an alias is empty");
            assertFalse(names.contains(alias), () -> "the name " + alias + " is there twice");
            names.add(alias);
        }
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

    /**
     * Where nothing is there the probe does not throw, and gives a reason and a remedy, one line each.
     *
     * @throws Exception what the plugin threw
     */
    @Test
    public void theProbeOfAnEmptyPlaceGivesReasonAndRemedy() throws Exception {
        PluginSetup setup = emptySetup();
        Availability availability = assertDoesNotThrow(() -> provider().probe(setup));
        if (!availability.isAvailable()) {
            Line.require("the reason", availability.reason());
            Line.require("the remedy", availability.remedy());
        }
    }

    /**
     * What the probe calls unavailable can't be opened, for the same reason.
     *
     * @throws Exception what the plugin threw
     */
    @Test
    public void openingAgreesWithTheProbe() throws Exception {
        PluginSetup setup = emptySetup();
        Availability availability = provider().probe(setup);
        if (!availability.isAvailable()) {
            SensorUnavailableException e = assertThrows(
                    SensorUnavailableException.class, () -> provider().open(setup));
            assertEquals(availability.reason(), e.getMessage(), "the reasons of probe and open");
            Line.require("the remedy", e.remedy());
        } else {
            provider().open(setup).close();
        }
    }

    /**
     * The topology that the probe shows is the one that is opened.
     *
     * @throws Exception what the plugin threw
     */
    @Test
    public void theProbeShowsTheTopologyThatIsOpened() throws Exception {
        PluginSetup setup = workingSetup();
        Availability availability = provider().probe(setup);
        try (Sensor sensor = provider().open(setup)) {
            availability
                    .topology()
                    .ifPresent(shown ->
                            assertEquals(ids(sensor.topology().domains()), ids(shown.domains()), "the domains"));
        }
    }

    private static List<String> ids(List<Domain> domains) {
        return domains.stream().map(Domain::id).toList();
    }

    /**
     * Probing holds nothing open afterwards: no thread.
     *
     * @throws Exception what the plugin threw
     */
    @Test
    public void probingLeavesNoThread() throws Exception {
        PluginSetup setup = workingSetup();
        Threads threads = Threads.now();
        provider().probe(setup);
        assertFalse(threads.anyLeft(), threads::describe);
    }

    /**
     * Probing holds nothing open afterwards: no file.
     *
     * @throws Exception what the plugin threw
     */
    @Test
    public void probingLeavesNoFileOpen() throws Exception {
        PluginSetup setup = workingSetup();
        SensorProvider provider = provider();
        OpenFiles.requireNoneLeft(PROBES, () -> provider.probe(setup));
    }

    /**
     * Closing releases all that opening and reading took: no file stays open.
     *
     * @throws Exception what the plugin threw
     */
    @Test
    public void closingLeavesNoFileOpen() throws Exception {
        PluginSetup setup = workingSetup();
        SensorProvider provider = provider();
        OpenFiles.requireNoneLeft(PROBES, () -> {
            try (Sensor sensor = provider.open(setup)) {
                read(sensor);
            }
        });
    }

    /**
     * Closing ends what opening started, and nothing that it started keeps a JVM alive meanwhile.
     *
     * @throws Exception what the plugin threw
     */
    @Test
    public void closingLeavesNoThread() throws Exception {
        PluginSetup setup = workingSetup();
        Threads threads = Threads.now();
        try (Sensor sensor = provider().open(setup)) {
            read(sensor);
            assertTrue(
                    threads.started().stream().allMatch(Thread::isDaemon), () -> "not a daemon: " + threads.describe());
        }
        assertFalse(threads.anyLeft(), threads::describe);
    }

    /**
     * Closing twice is closing once.
     *
     * @throws Exception what the plugin threw
     */
    @Test
    public void closingTwiceDoesNothing() throws Exception {
        Sensor sensor = open();
        sensor.close();
        assertDoesNotThrow(sensor::close);
    }

    /**
     * Who asks twice gets the same topology, before and after a reading.
     *
     * @throws Exception what the plugin threw
     */
    @Test
    public void theTopologyIsTheSameAtEveryCall() throws Exception {
        try (Sensor sensor = open()) {
            List<Domain> first = sensor.topology().domains();
            read(sensor);
            timePasses();
            read(sensor);
            assertEquals(first, sensor.topology().domains());
        }
    }

    /**
     * Each reading fills each domain, with a value or with a reason why there is none.
     *
     * @throws Exception what the plugin threw
     */
    @Test
    public void everyDomainIsFilledOrFailed() throws Exception {
        String untouched = new CounterReadings(1).failure(0).orElseThrow();
        try (Sensor sensor = open()) {
            for (int i = 0; i < 2; i++) {
                CounterReadings counters = read(sensor);
                for (String failure : failures(counters)) {
                    assertNotEquals(untouched, failure, "a domain was neither put nor failed");
                    Line.require("the reason of a failed reading", failure);
                }
                timePasses();
            }
        }
    }

    /**
     * Where it works something can be read.
     *
     * @throws Exception what the plugin threw
     */
    @Test
    public void somethingIsRead() throws Exception {
        try (Sensor sensor = open()) {
            CounterReadings counters = read(sensor);
            assertTrue(failures(counters).size() < counters.size(), () -> "nothing was read: " + failures(counters));
        }
    }

    /**
     * A counter falls only where its domain has a range, at the end of which it starts again; and never exceeds it.
     *
     * @throws Exception what the plugin threw
     */
    @Test
    public void countersDoNotFallUnlessTheyWrap() throws Exception {
        try (Sensor sensor = open()) {
            List<Domain> domains = sensor.topology().domains();
            CounterReadings before = read(sensor);
            for (int i = 0; i < READINGS; i++) {
                timePasses();
                CounterReadings after = read(sensor);
                for (int d = 0; d < domains.size(); d++) {
                    requireForward(domains.get(d), d, before, after);
                }
                before = after;
            }
        }
    }

    private static void requireForward(Domain domain, int index, CounterReadings before, CounterReadings after) {
        if (after.failure(index).isPresent()) {
            return;
        }
        long now = after.microjoules(index);
        long range = domain.range().map(Energy::microjoules).orElse(Long.MAX_VALUE);
        assertTrue(now <= range, () -> domain.id() + " shows " + now + " µJ, and has a range of " + range);
        if (before.failure(index).isEmpty() && range == Long.MAX_VALUE) {
            long then = before.microjoules(index);
            assertTrue(now >= then, () -> domain.id() + " fell from " + then + " µJ to " + now + " µJ without a range");
        }
    }

    /**
     * An application interrupts its threads when it likes: a reading there does not throw, and the next is as good as ever.
     *
     * @throws Exception what the plugin threw
     */
    @Test
    public void readingSurvivesAnInterrupt() throws Exception {
        try (Sensor sensor = open()) {
            List<String> usual = failures(read(sensor));
            Thread.currentThread().interrupt();
            try {
                assertDoesNotThrow(() -> read(sensor));
            } finally {
                // Else it would hit whoever comes next.
                Thread.interrupted();
            }
            timePasses();
            assertEquals(usual, failures(read(sensor)), "what can't be read, before and after an interrupt");
        }
    }

    /**
     * Two monitors may be open at the same time: closing one sensor leaves the other alone.
     *
     * @throws Exception what the plugin threw
     */
    @Test
    public void twoSensorsDoNotDisturbEachOther() throws Exception {
        PluginSetup setup = workingSetup();
        try (Sensor sensor = provider().open(setup)) {
            List<String> usual = failures(read(sensor));
            provider().open(setup).close();
            timePasses();
            assertEquals(usual, failures(read(sensor)), "what can't be read, before and after another one was closed");
        }
    }

    /**
     * A reading makes no garbage, once it has warmed up; see {@link #readsWithoutGarbage()}.
     *
     * @throws Exception what the plugin threw
     */
    @Test
    public void readingAllocatesNothing() throws Exception {
        assumeTrue(readsWithoutGarbage(), "this sensor says that it makes garbage");
        try (Sensor sensor = open()) {
            CounterReadings counters =
                    new CounterReadings(sensor.topology().domains().size());
            long least = Long.MAX_VALUE;
            // A compiler that changes its mind may make some once; who makes some at each reading does so every time.
            for (int i = 0; i < ATTEMPTS && least > 0; i++) {
                least = Math.min(least, Allocation.bytesPerCall(() -> sensor.read(counters)));
            }
            assertEquals(0, least, "bytes for each reading");
        }
    }
}
