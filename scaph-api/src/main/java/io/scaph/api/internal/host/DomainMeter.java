package io.scaph.api.internal.host;

import io.scaph.api.energy.Energy;
import io.scaph.api.energy.EnergyRange;
import io.scaph.api.internal.counter.CounterReadings;
import io.scaph.api.internal.counter.EnergyCounter;
import io.scaph.api.internal.ledger.AllocationKey;
import io.scaph.api.internal.snapshot.DomainTotal;
import io.scaph.api.topology.Domain;
import io.scaph.api.topology.Quality;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * One domain: its readings made into energy, what became known since the last tick, and whether and why it is unknown,
 * which is logged. Allocates nothing unless an error occurs. Not safe for use by several threads.
 */
final class DomainMeter {
    private static final Logger LOGGER = LoggerFactory.getLogger(DomainMeter.class);

    /** The number of readings in the time of the shortest wrap, so that no wrap is missed. */
    private static final int READINGS_PER_WRAP = 3;

    /** No range, however small, is followed faster than this. */
    private static final long SHORTEST_PERIOD_NANOS = 5_000_000;

    /** A range too small to follow even this power is useless. Known ranges are 80,000 times as large. */
    private static final long LEAST_CEILING_WATTS = 50;

    /** A range above this is treated as unlimited: 146,000 years at 1 kW. */
    private static final long LONGEST_RANGE = Long.MAX_VALUE / 2;

    /** A counter that has not moved for this long is frozen, as some virtual machines show it. */
    private static final long FROZEN_NANOS = 10_000_000_000L;

    private final Domain domain;
    private final boolean partOfHost;
    /** Whether it counts in the host, and its energy is divided by CPU time. */
    private final boolean countsByCpuTime;

    private final GapLog gaps;
    private final EnergyCounter counter;
    private final MeteredEnergy energy;
    /** Whether its range is too small to follow any plausible power. */
    private final boolean hopeless;

    private final long wrapPeriodNanos;
    private long publication;
    private boolean blocked;
    private boolean frozen;

    DomainMeter(Domain domain, boolean partOfHost) {
        this(domain, partOfHost, new MeteredEnergy());
    }

    private DomainMeter(Domain domain, boolean partOfHost, MeteredEnergy energy) {
        this.domain = domain;
        this.partOfHost = partOfHost;
        this.energy = energy;
        countsByCpuTime = partOfHost && AllocationKey.of(domain).isEmpty();
        // A missing detail does not change the host's energy.
        gaps = new GapLog(LOGGER, partOfHost ? Level.WARN : Level.INFO, domain.id());
        long range = range(domain);
        if (range > LONGEST_RANGE) {
            counter = EnergyCounter.unbounded(domain.ceilingWatts());
            hopeless = false;
            wrapPeriodNanos = Long.MAX_VALUE;
        } else {
            long ceiling = followable(domain, range);
            counter = EnergyCounter.wrapping(range, ceiling);
            hopeless = ceiling < Math.min(LEAST_CEILING_WATTS, domain.ceilingWatts());
            wrapPeriodNanos = Math.max(SHORTEST_PERIOD_NANOS, (long) (range * 1_000.0 / ceiling / READINGS_PER_WRAP));
        }
        // Hardware that is powered uses energy all the time: a counter that does not move was not measured again, or is
        // frozen. That is unknown, not 0 W. A sensor can confirm that a value is current (RawCounters.confirm).
        if (domain.quality() != Quality.ESTIMATED) {
            counter.neverStill(domain.quality() == Quality.MEASURED);
        }
    }

    private static long range(Domain domain) {
        return domain.range().map(Energy::microjoules).orElse(Long.MAX_VALUE);
    }

    /** The power up to which no wrap of a counter is missed, in watts: its ceiling, unless its range is tiny. */
    private static long followable(Domain domain, long rangeMicrojoules) {
        long fastest = Math.max(1, rangeMicrojoules / (READINGS_PER_WRAP * SHORTEST_PERIOD_NANOS / 1_000));
        if (fastest < domain.ceilingWatts()) {
            LOGGER.warn(
                    "{}: its range of {} µJ is so small that it can be followed up to {} W only",
                    domain.id(),
                    rangeMicrojoules,
                    fastest);
        }
        return Math.min(domain.ceilingWatts(), fastest);
    }

    /** The meter of this domain in another set of sensors: this one, or one that continues its totals with another counter. */
    DomainMeter continued(Domain next, boolean nextPartOfHost, boolean sameCounter) {
        if (sameCounter && next.equals(domain) && nextPartOfHost == partOfHost) {
            return this;
        }
        DomainMeter meter = new DomainMeter(next, nextPartOfHost, energy);
        meter.counter.continueTotals(counter);
        return meter;
    }

    Domain domain() {
        return domain;
    }

    /** Whether it counts in the host, and is shared by CPU time. */
    boolean countsByCpuTime() {
        return countsByCpuTime;
    }

    /** How often to read so that no wrap can be missed, in ns. */
    long wrapPeriodNanos() {
        return wrapPeriodNanos;
    }

    /** Takes the reading of a domain of a sensor, or the reason why there is no reading. */
    void take(CounterReadings readings, int index, long nanos, @Nullable String sensorFailure) {
        Optional<String> reason = readings.failure(index);
        blocked = readings.isBlocked(index);
        if (reason.isPresent()) {
            miss(sensorFailure == null ? reason.get() : sensorFailure, nanos);
        } else if (hopeless) {
            miss("its range is so small that wraps can't be told apart", nanos);
        } else {
            advance(readings, index, nanos);
        }
    }

    private void advance(CounterReadings readings, int index, long nanos) {
        long raw = readings.microjoules(index);
        long published = readings.publication(index);
        long energyBefore = counter.energyMicrojoules();
        EnergyCounter.Meaning step = published == 0
                ? counter.read(raw, nanos, readings.isConfirmed(index) || counter.moves(raw))
                : readPublished(raw, nanos, published);
        if (step != EnergyCounter.Meaning.DOUBTFUL) {
            energy.advance(
                    counter.energyMicrojoules() - energyBefore,
                    readings.lowMicrojoules(index),
                    readings.highMicrojoules(index));
        }
        frozen = step == EnergyCounter.Meaning.STILL && counter.unknownNanos(nanos) >= FROZEN_NANOS;
        switch (step) {
            case FIRST -> gaps.known(nanos);
            case ADVANCED -> {
                energy.markKnown();
                gaps.known(nanos);
            }
            case DOUBTFUL ->
                unknown(
                        "its counter shows " + raw + " µJ, which would take more than " + domain.ceilingWatts()
                                + " W; the next reading decides",
                        nanos);
            case RESET -> {
                energy.markKnown();
                gaps.lost("its counter was reset or jumped: what it counted just before is lost", nanos);
            }
            case STILL -> {
                if (frozen) {
                    unknown(
                            published == 0
                                    ? "its counter does not move, as in some virtual machines; hardware at work moves it all the time"
                                    : "the publisher of its counter has not measured again",
                            nanos);
                }
            }
            case TOO_LATE ->
                unknown("its counter was not read for so long that it may have wrapped more than once", nanos);
        }
    }

    private EnergyCounter.Meaning readPublished(long raw, long nanos, long published) {
        if (publication == 0) {
            counter.neverStill(false);
        }
        boolean measuredAgain = published != publication;
        publication = published;
        return counter.read(raw, nanos, measuredAgain);
    }

    private void miss(String reason, long nanos) {
        counter.miss();
        frozen = false;
        unknown(reason, nanos);
    }

    /** Records that the machine was suspended, or its counters were not published for a while. */
    void suspend() {
        counter.suspend();
    }

    private void unknown(String reason, long nanos) {
        gaps.unknown(reason, blocked, nanos);
    }

    /** The reason if a reading of the counter has not returned yet; null if no reading is late. */
    @Nullable
    String blockage() {
        return blocked ? gaps.reason() : null;
    }

    /** Whether the counter has not moved for so long that it is no longer measured. */
    boolean frozen() {
        return frozen;
    }

    /** The energy, and what of it became known since it was last settled. */
    MeteredEnergy energy() {
        return energy;
    }

    EnergyCounter counter() {
        return counter;
    }

    /** For how long nothing has been known at a reading, if the first one was tried then. */
    long unknownNanos(long firstNanos, long lastNanos) {
        return counter.based() ? counter.unknownNanos(lastNanos) : lastNanos - firstNanos;
    }

    /**
     * What is known.
     *
     * @param firstNanos when the first reading was tried
     * @param lastNanos when the last one was
     */
    DomainTotal publish(long firstNanos, long lastNanos) {
        return new DomainTotal(
                domain,
                EnergyRange.ofMicrojoules(
                        counter.energyMicrojoules(), energy.lowMicrojoules(), energy.highMicrojoules()),
                Duration.ofNanos(counter.knownNanos()),
                Duration.ofNanos(unknownNanos(firstNanos, lastNanos)),
                Optional.ofNullable(gaps.reason()),
                counter.corrections());
    }
}
