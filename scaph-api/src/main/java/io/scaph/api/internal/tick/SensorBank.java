package io.scaph.api.internal.tick;

import io.scaph.api.internal.counter.EnergyCounter;
import io.scaph.api.snapshot.DomainEnergy;
import io.scaph.api.spi.NanoClock;
import io.scaph.api.spi.RawCounters;
import io.scaph.api.topology.Domain;
import io.scaph.api.topology.DomainKind;
import io.scaph.api.topology.Quality;
import io.scaph.api.topology.Topology;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** The open sensors of a monitor, with an energy counter for each of their domains. Not safe for several threads. */
final class SensorBank implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(SensorBank.class);

    /** A tick in which whole wraps can't be missed: three fit into the time that the shortest wrap can take. */
    private static final int TICKS_PER_WRAP = 3;

    /** No range, however small, is followed faster than this. */
    private static final long SHORTEST_PERIOD_NANOS = 5_000_000;

    /** A range so small that not even this much can be followed tells nothing. Known ones are 80,000 times as large. */
    private static final long LEAST_CEILING_WATTS = 50;

    /** Some tens of counters take less, unless the thread is held up. */
    private static final long LONGEST_SWEEP_NANOS = 3_000_000;

    private static final int SWEEPS = 3;

    /** A machine that runs uses more than 0 W, and its counters show it every millisecond. */
    private static final Set<DomainKind> NEVER_STILL = EnumSet.of(DomainKind.PSYS, DomainKind.PACKAGE);

    /** So many gaps of a domain are named in the log; all of them are counted. */
    private static final int MOST_GAPS_NAMED = 5;

    /** A counter that stands still for so long is frozen, as some virtual machines show it. */
    private static final long FROZEN_NANOS = 10_000_000_000L;

    /** A range that no machine gets through counts as none: 146,000 years at 1 kW. */
    private static final long LONGEST_RANGE = Long.MAX_VALUE / 2;

    private static final class Slot {
        final OpenSensor open;
        final RawCounters counters;
        final Failures failures;
        /** Made once: a lambda made for each reading would be garbage. */
        final Failures.Call reading;

        final int firstDomain;

        @Nullable
        String failure;

        boolean suspended;

        Slot(OpenSensor open, RawCounters counters, int firstDomain) {
            this.open = open;
            this.counters = counters;
            this.firstDomain = firstDomain;
            failures = new Failures(LOGGER, "sensor " + open.info().name());
            reading = () -> open.sensor().read(counters);
        }
    }

    private final NanoClock clock;
    private final Slot[] slots;
    private final Topology topology;
    private final List<Domain> domains;
    private final EnergyCounter[] counters;
    private final @Nullable String[] gaps;
    private final boolean[] known;
    private final boolean[] hopeless;
    private final int[] gapsNamed;
    private final long[] deltas;
    private final long wrapPeriodNanos;
    private boolean read;
    private long firstNanos;
    private long lastNanos;

    SensorBank(List<OpenSensor> sensors, NanoClock clock) {
        this.clock = clock;
        List<Topology> parts = new ArrayList<>();
        slots = new Slot[sensors.size()];
        int first = 0;
        for (OpenSensor open : sensors) {
            Topology part = open.sensor().topology();
            parts.add(part);
            RawCounters counters = new RawCounters(part.domains().size());
            slots[parts.size() - 1] = new Slot(open, counters, first);
            first += part.domains().size();
        }
        topology = Topology.union(parts);
        domains = topology.domains();
        counters = new EnergyCounter[domains.size()];
        gaps = new @Nullable String[domains.size()];
        known = new boolean[domains.size()];
        hopeless = new boolean[domains.size()];
        gapsNamed = new int[domains.size()];
        deltas = new long[domains.size()];
        long shortest = Long.MAX_VALUE;
        for (int i = 0; i < counters.length; i++) {
            Domain domain = domains.get(i);
            long range = domain.rangeMicrojoules().orElse(Long.MAX_VALUE);
            if (range > LONGEST_RANGE) {
                counters[i] = EnergyCounter.unbounded(domain.ceilingWatts());
            } else {
                long ceiling = followable(domain, range);
                hopeless[i] = ceiling < Math.min(LEAST_CEILING_WATTS, domain.ceilingWatts());
                counters[i] = EnergyCounter.wrapping(range, ceiling);
                shortest = Math.min(shortest, (long) (range * 1_000.0 / ceiling / TICKS_PER_WRAP));
            }
            if (NEVER_STILL.contains(domain.kind()) && domain.quality() != Quality.ESTIMATED) {
                counters[i].neverStill(domain.quality() == Quality.MEASURED);
            }
        }
        wrapPeriodNanos = Math.max(shortest, SHORTEST_PERIOD_NANOS);
    }

    /** The power up to which no wrap of a counter is missed, in watts: its ceiling, unless its range is tiny. */
    private static long followable(Domain domain, long rangeMicrojoules) {
        long fastest = Math.max(1, rangeMicrojoules / (TICKS_PER_WRAP * SHORTEST_PERIOD_NANOS / 1_000));
        if (fastest < domain.ceilingWatts()) {
            LOGGER.warn(
                    "{}: its range of {} µJ is so small that it can be followed up to {} W only",
                    domain.id(),
                    rangeMicrojoules,
                    fastest);
        }
        return Math.min(domain.ceilingWatts(), fastest);
    }

    Topology topology() {
        return topology;
    }

    /** How often to read so that no wrap can be missed, in ns. */
    long wrapPeriodNanos() {
        return wrapPeriodNanos;
    }

    /**
     * Reads every counter. All readings get one time, the middle of the sweep; a sweep in which the thread was held up is
     * done again, since nobody knows when its counters were read. Allocates nothing while all goes well.
     *
     * @return when the counters were read, on the monitor's clock
     */
    long read() {
        long begin = clock.nanoTime();
        sweep();
        long end = clock.nanoTime();
        for (int i = 1; i < SWEEPS && end - begin > LONGEST_SWEEP_NANOS; i++) {
            begin = end;
            sweep();
            end = clock.nanoTime();
        }
        take(begin + (end - begin) / 2);
        return lastNanos;
    }

    private void sweep() {
        for (Slot slot : slots) {
            slot.counters.clear();
            slot.failure = slot.failures.guard(slot.reading);
            slot.suspended |= slot.counters.wasSuspended();
        }
    }

    private void take(long nanos) {
        if (!read) {
            read = true;
            firstNanos = nanos;
        }
        lastNanos = nanos;
        for (Slot slot : slots) {
            RawCounters readings = slot.counters;
            String failure = slot.failure;
            if (slot.suspended) {
                slot.suspended = false;
                suspend(slot);
            }
            for (int i = 0; i < readings.size(); i++) {
                int domain = slot.firstDomain + i;
                Optional<String> reason = readings.failure(i);
                if (reason.isEmpty()) {
                    take(domain, readings.microjoules(i), nanos);
                } else {
                    miss(domain, failure == null ? reason.get() : failure);
                }
            }
        }
    }

    private void suspend(Slot slot) {
        LOGGER.info(
                "the machine was suspended; what {} counted since is unknown",
                slot.open.info().name());
        for (int i = 0; i < slot.counters.size(); i++) {
            counters[slot.firstDomain + i].suspend();
        }
    }

    private void take(int domain, long raw, long nanos) {
        if (hopeless[domain]) {
            miss(domain, "its range is so small that wraps can't be told apart");
            return;
        }
        EnergyCounter counter = counters[domain];
        long before = counter.energyMicrojoules();
        EnergyCounter.Step step = counter.read(raw, nanos);
        deltas[domain] += counter.energyMicrojoules() - before;
        known[domain] |= step == EnergyCounter.Step.ADVANCED || step == EnergyCounter.Step.RESET;
        switch (step) {
            case FIRST, ADVANCED -> fine(domain);
            case DOUBTFUL ->
                gap(
                        domain,
                        "its counter shows " + raw + " µJ, which would take more than "
                                + domains.get(domain).ceilingWatts() + " W; the next reading decides");
            case RESET -> {
                LOGGER.warn(
                        "{}: its counter was reset; the energy just before is unknown",
                        domains.get(domain).id());
                fine(domain);
            }
            case STILL -> {
                if (counter.unknownNanos(nanos) >= FROZEN_NANOS) {
                    gap(domain, "its counter does not move, which no package at work does: is this a virtual machine?");
                }
            }
            case TOO_LATE ->
                gap(domain, "its counter was not read for so long that it may have wrapped more than once");
        }
    }

    private void miss(int domain, String reason) {
        counters[domain].miss();
        gap(domain, reason);
    }

    private void fine(int domain) {
        if (gaps[domain] != null) {
            LOGGER.atLevel(level(domain))
                    .log("{}: is known again", domains.get(domain).id());
            gaps[domain] = null;
        }
    }

    private void gap(int domain, String reason) {
        if (gaps[domain] == null) {
            gapsNamed[domain]++;
            LOGGER.atLevel(level(domain))
                    .log("{}: energy unknown for now: {}", domains.get(domain).id(), reason);
        }
        gaps[domain] = reason;
    }

    /** A detail that is missing takes nothing from the host; and what goes on for ever is not told for ever. */
    private Level level(int domain) {
        if (gapsNamed[domain] > MOST_GAPS_NAMED) {
            return Level.DEBUG;
        }
        return topology.host().contains(domains.get(domain)) ? Level.WARN : Level.INFO;
    }

    /** Begins anew to collect what the readings make known. */
    void clear() {
        Arrays.fill(deltas, 0);
        Arrays.fill(known, false);
    }

    /** Whether every counter that is there was seen to move, so that it is known of what time its readings are. */
    boolean dated() {
        for (EnergyCounter counter : counters) {
            if (counter.based() && !counter.dated()) {
                return false;
            }
        }
        return true;
    }

    /** How long nothing has been known of a domain, in ns. */
    long unknownNanos(int domain) {
        EnergyCounter counter = counters[domain];
        return counter.based() ? counter.unknownNanos(lastNanos) : lastNanos - firstNanos;
    }

    /** When the last reading was, on the monitor's clock. */
    long lastNanos() {
        return lastNanos;
    }

    /** Whether energy became known since the last {@link #clear()}. */
    boolean known(int domain) {
        return known[domain];
    }

    /** The energy that became known since then, in µJ. */
    long delta(int domain) {
        return deltas[domain];
    }

    EnergyCounter counter(int domain) {
        return counters[domain];
    }

    private Optional<String> gap(int domain) {
        String reason = gaps[domain];
        return reason == null && counters[domain].awaiting()
                ? Optional.of("its counter has not moved since it was read before")
                : Optional.ofNullable(reason);
    }

    List<DomainEnergy> publish() {
        List<DomainEnergy> published = new ArrayList<>(domains.size());
        for (int i = 0; i < counters.length; i++) {
            EnergyCounter counter = counters[i];
            published.add(new DomainEnergy(
                    domains.get(i),
                    counter.energyMicrojoules(),
                    counter.knownNanos(),
                    unknownNanos(i),
                    gap(i),
                    counter.corrections()));
        }
        return published;
    }

    @Override
    public void close() {
        for (Slot slot : slots) {
            slot.failures.guard(slot.open.sensor()::close);
        }
    }
}
