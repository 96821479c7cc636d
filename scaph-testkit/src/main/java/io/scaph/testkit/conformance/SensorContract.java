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
import io.scaph.api.spi.PluginSetup;
import io.scaph.api.spi.Sensor;
import io.scaph.api.spi.SensorProvider;
import io.scaph.api.spi.SensorUnavailableException;
import io.scaph.api.topology.Domain;
import io.scaph.testkit.Allocation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * The rules of every sensor, one test each. Extend it, supply the provider and a place where it works, and run it like any
 * test.
 */
public abstract class SensorContract extends SourceContract<SensorProvider, Sensor> {
    private static final int READINGS = 50;
    private static final int ATTEMPTS = 3;

    /** For subclasses. */
    protected SensorContract() {
        super(SensorProvider.class);
    }

    /**
     * Lets time pass and energy be used in the place where the sensor works; called between readings.
     *
     * @throws Exception if that can't be done
     */
    protected void timePasses() throws Exception {
        // By default real time passes.
    }

    /**
     * Whether a successful reading allocates nothing on the heap after a warm-up.
     *
     * @return true; override it for a sensor that must allocate, or with fixtures that allocate
     */
    protected boolean readsWithoutGarbage() {
        return true;
    }

    @Override
    final ProviderFacts facts(SensorProvider provider) {
        return new ProviderFacts(provider.name(), Optional.of(provider.description()), provider.options());
    }

    @Override
    final Availability probe(SensorProvider provider, PluginSetup setup) {
        return provider.probe(setup);
    }

    @Override
    final Sensor open(SensorProvider provider, PluginSetup setup) throws SensorUnavailableException {
        return provider.open(setup);
    }

    @Override
    final void readOnce(Sensor sensor) {
        read(sensor);
    }

    private static CounterReadings read(Sensor sensor) {
        CounterReadings counters =
                new CounterReadings(sensor.topology().domains().size());
        sensor.read(counters);
        return counters;
    }

    private static List<String> failures(CounterReadings counters) {
        return IntStream.range(0, counters.size())
                .mapToObj(counters::failure)
                .flatMap(Optional::stream)
                .toList();
    }

    /** An alias is not empty, and is neither the name nor another alias. */
    @Test
    public void everyAliasIsANameOfItsOwn() {
        SensorProvider provider = provider();
        List<String> names = new ArrayList<>(List.of(provider.name()));
        for (String alias : provider.aliases()) {
            assertFalse(alias.isBlank(), "an alias is empty");
            assertFalse(names.contains(alias), () -> "the name " + alias + " is listed twice");
            names.add(alias);
        }
    }

    /**
     * A sensor that is unavailable by the probe can't be opened, for the same reason.
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
            requireOneLine("the remedy", e.remedy());
        } else {
            provider().open(setup).close();
        }
    }

    /**
     * The topology of the probe is that of the open sensor.
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
     * The topology does not change: it is the same before and after a reading.
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
     * Each reading fills each domain, with a value or with the reason of a failure.
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
                    requireOneLine("the reason of a failed reading", failure);
                }
                timePasses();
            }
        }
    }

    /**
     * Where it works, at least one domain can be read.
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
     * A counter falls only if its domain has a range, where it wraps, and never exceeds it.
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
        assertTrue(now <= range, () -> domain.id() + " shows " + now + " µJ, beyond its range of " + range);
        if (before.failure(index).isEmpty() && range == Long.MAX_VALUE) {
            long then = before.microjoules(index);
            assertTrue(now >= then, () -> domain.id() + " fell from " + then + " µJ to " + now + " µJ without a range");
        }
    }

    /**
     * An application may interrupt its threads at any time: the reading does not throw, and the next one is as good as before.
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
                // The interrupt must not reach the next test.
                Thread.interrupted();
            }
            timePasses();
            assertEquals(usual, failures(read(sensor)), "failed readings before and after an interrupt");
        }
    }

    /**
     * Two monitors may be open at the same time: closing one sensor does not affect the other.
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
            assertEquals(usual, failures(read(sensor)), "failed readings before and after another sensor was closed");
        }
    }

    /**
     * After a warm-up a reading makes no garbage; see {@link #readsWithoutGarbage()}.
     *
     * @throws Exception what the plugin threw
     */
    @Test
    public void readingAllocatesNothing() throws Exception {
        assumeTrue(readsWithoutGarbage(), "readsWithoutGarbage() is false");
        try (Sensor sensor = open()) {
            CounterReadings counters =
                    new CounterReadings(sensor.topology().domains().size());
            long least = Long.MAX_VALUE;
            // A recompilation may allocate in one attempt; a sensor that allocates does so in each.
            for (int i = 0; i < ATTEMPTS && least > 0; i++) {
                least = Math.min(least, Allocation.bytesPerCall(() -> sensor.read(counters)));
            }
            assertEquals(0, least, "bytes for each reading");
        }
    }
}
