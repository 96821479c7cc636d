package io.scaph.api.internal.tick;

import io.scaph.api.internal.counter.EnergyCounter;
import io.scaph.api.snapshot.DomainEnergy;
import io.scaph.api.topology.Domain;
import io.scaph.api.topology.DomainKind;
import io.scaph.api.topology.Quality;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * One domain: its readings made into energy, what became known since the last tick, and whether and why it is unknown,
 * which is told in the log. Allocates nothing while all goes well. Not safe for use by several threads.
 */
final class DomainMeter {
    private static final Logger LOGGER = LoggerFactory.getLogger(DomainMeter.class);

    /** Readings so often that whole wraps can't be missed: three fit into the time that the shortest wrap can take. */
    private static final int READINGS_PER_WRAP = 3;

    /** No range, however small, is followed faster than this. */
    private static final long SHORTEST_PERIOD_NANOS = 5_000_000;

    /** A range so small that not even this much can be followed tells nothing. Known ones are 80,000 times as large. */
    private static final long LEAST_CEILING_WATTS = 50;

    /** A range that no machine gets through counts as none: 146,000 years at 1 kW. */
    private static final long LONGEST_RANGE = Long.MAX_VALUE / 2;

    /** A machine that runs uses more than 0 W, and its counters show it every millisecond. */
    private static final Set<DomainKind> NEVER_STILL = EnumSet.of(DomainKind.PSYS, DomainKind.PACKAGE);

    /** A counter that stands still for so long is frozen, as some virtual machines show it. */
    private static final long FROZEN_NANOS = 10_000_000_000L;

    /** So many gaps are named in the log; all of them are counted. */
    private static final int MOST_GAPS_NAMED = 5;

    private final Domain domain;
    /** How loudly a gap is told: a detail that is missing takes nothing from the host. */
    private final Level loudness;

    private final EnergyCounter counter;
    private final boolean hopeless;
    private final long wrapPeriodNanos;
    private long publication;
    private boolean known;
    private long deltaMicrojoules;
    private final EstimateBounds bounds = new EstimateBounds();
    private @Nullable String gap;
    private int gapsNamed;

    DomainMeter(Domain domain, boolean partOfHost) {
        this.domain = domain;
        loudness = partOfHost ? Level.WARN : Level.INFO;
        long range = domain.rangeMicrojoules().orElse(Long.MAX_VALUE);
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
        if (NEVER_STILL.contains(domain.kind()) && domain.quality() != Quality.ESTIMATED) {
            counter.neverStill(domain.quality() == Quality.MEASURED);
        }
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

    /** How often to read so that no wrap can be missed, in ns. */
    long wrapPeriodNanos() {
        return wrapPeriodNanos;
    }

    /**
     * Takes a reading.
     *
     * @param low the lower end of an estimate's interval; the reading itself if it is none
     * @param high the upper end of it
     * @param published which publication it is of, 0 if it was measured when it was read
     */
    void take(long raw, long low, long high, long nanos, long published) {
        if (hopeless) {
            miss("its range is so small that wraps can't be told apart");
            return;
        }
        long before = counter.energyMicrojoules();
        EnergyCounter.Step step = published == 0 ? counter.read(raw, nanos) : readPublished(raw, nanos, published);
        long gained = counter.energyMicrojoules() - before;
        deltaMicrojoules += gained;
        if (step != EnergyCounter.Step.DOUBTFUL) {
            bounds.advance(gained, low, high);
        }
        known |= step == EnergyCounter.Step.ADVANCED || step == EnergyCounter.Step.RESET;
        switch (step) {
            case FIRST, ADVANCED -> fine();
            case DOUBTFUL ->
                unknown("its counter shows " + raw + " µJ, which would take more than " + domain.ceilingWatts()
                        + " W; the next reading decides");
            case RESET -> {
                LOGGER.atLevel(level())
                        .log("{}: its counter was reset; the energy just before is unknown", domain.id());
                fine();
            }
            case STILL -> {
                if (counter.unknownNanos(nanos) >= FROZEN_NANOS) {
                    unknown(
                            published == 0
                                    ? "its counter does not move, which no package at work does: is this a virtual machine?"
                                    : "who publishes its counter has not measured anew");
                }
            }
            case TOO_LATE -> unknown("its counter was not read for so long that it may have wrapped more than once");
        }
    }

    private EnergyCounter.Step readPublished(long raw, long nanos, long published) {
        if (publication == 0) {
            counter.neverStill(false);
        }
        boolean anew = published != publication;
        publication = published;
        return counter.read(raw, nanos, anew);
    }

    /** Takes note that there is no reading. */
    void miss(String reason) {
        counter.miss();
        unknown(reason);
    }

    /** Takes note that the machine was suspended, or its counters were not published for a while. */
    void suspend() {
        counter.suspend();
    }

    private void fine() {
        if (gap != null) {
            LOGGER.atLevel(level()).log("{}: is known again", domain.id());
            gap = null;
        }
    }

    private void unknown(String reason) {
        if (gap == null) {
            gapsNamed++;
            LOGGER.atLevel(level()).log("{}: energy unknown for now: {}", domain.id(), reason);
        }
        gap = reason;
    }

    /** What goes on for ever is not told for ever. */
    private Level level() {
        return gapsNamed > MOST_GAPS_NAMED ? Level.DEBUG : loudness;
    }

    /** Begins anew to collect what the readings make known. */
    void clear() {
        deltaMicrojoules = 0;
        bounds.clear();
        known = false;
    }

    /** Whether energy became known since the last {@link #clear()}. */
    boolean known() {
        return known;
    }

    /** The energy that became known since then, in µJ. */
    long deltaMicrojoules() {
        return deltaMicrojoules;
    }

    /** The energy and the ends of its interval. */
    EstimateBounds bounds() {
        return bounds;
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
    DomainEnergy publish(long firstNanos, long lastNanos) {
        return new DomainEnergy(
                domain,
                counter.energyMicrojoules(),
                bounds.lowMicrojoules(),
                bounds.highMicrojoules(),
                counter.knownNanos(),
                unknownNanos(firstNanos, lastNanos),
                gap == null && counter.awaiting()
                        ? Optional.of("its counter has not moved since it was read before")
                        : Optional.ofNullable(gap),
                counter.corrections());
    }
}
