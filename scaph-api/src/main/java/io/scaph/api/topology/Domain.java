package io.scaph.api.topology;

import io.scaph.api.energy.Energy;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * One energy counter of a host. A sensor describes its counters by domains: {@code Domain.of("wall",
 * DomainKind.WALL).at("plug")}. Immutable; the methods that change something return a copy.
 */
@SuppressWarnings("exports") // users need not have jspecify
public sealed interface Domain {
    /**
     * Returns a measured domain of no socket, whose counter never wraps and has the ceiling of its kind.
     *
     * @param id the id, unique within the host and the same at every start
     * @param kind what the counter covers
     * @return the domain
     * @throws IllegalArgumentException if the id is blank or more than one line
     */
    static Domain of(String id, DomainKind kind) {
        return of(id, kind, OptionalInt.empty(), OptionalInt.empty());
    }

    /**
     * Returns a measured domain of any place, whose counter never wraps and has the ceiling of its kind.
     *
     * @param id the id, unique within the host and the same at every start
     * @param kind what the counter covers
     * @param socket the id of the socket; empty if the domain belongs to no socket
     * @param die the number of the die in the socket; empty if the counter is not one of a die
     * @return the domain
     * @throws IllegalArgumentException if the id is blank or more than one line
     */
    static Domain of(String id, DomainKind kind, OptionalInt socket, OptionalInt die) {
        return new DomainRecord(
                id, kind, socket, die, id, Quality.MEASURED, Long.MAX_VALUE, kind.ceilingWatts(), Optional.empty());
    }

    /**
     * Returns a domain of a socket, with the usual id: {@code package-N} for a package, else {@code kind@N}.
     *
     * @param kind what the counter covers
     * @param socket the id of the socket
     * @return the domain
     */
    static Domain ofSocket(DomainKind kind, int socket) {
        return of(usualId(kind, socket), kind, OptionalInt.of(socket), OptionalInt.empty());
    }

    /**
     * Returns a domain of one die of a socket, with the usual id: {@code package-N-die-D} or {@code kind@N-die-D}.
     *
     * @param kind what the counter covers
     * @param socket the id of the socket
     * @param die the number of the die in the socket
     * @return the domain
     */
    static Domain ofDie(DomainKind kind, int socket, int die) {
        return of(usualId(kind, socket) + "-die-" + die, kind, OptionalInt.of(socket), OptionalInt.of(die));
    }

    private static String usualId(DomainKind kind, int socket) {
        return kind.label() + (kind == DomainKind.PACKAGE ? "-" : "@") + socket;
    }

    /**
     * Returns the id.
     *
     * @return such as {@code psys}, {@code package-1}, {@code package-0-die-1} or {@code dram@0}; unique within the host and the
     *     same at every start
     */
    String id();

    /**
     * Returns what the counter covers.
     *
     * @return the kind
     */
    DomainKind kind();

    /**
     * Returns the socket that the domain belongs to.
     *
     * @return the N of {@code package-N}; empty for psys and other domains of no socket
     */
    OptionalInt socket();

    /**
     * Returns the die within the socket.
     *
     * @return the number; empty if the counter is not one of a die
     */
    OptionalInt die();

    /**
     * Returns where the counter is, in the terms of the sensor.
     *
     * @return such as {@code intel-rapl:0:1}; the id unless it was set
     */
    String zone();

    /**
     * Returns where the numbers come from.
     *
     * @return the quality
     */
    Quality quality();

    /**
     * Returns the largest value that the counter shows before it starts again at 0.
     *
     * @return the range; empty if the counter never wraps or its range is unknown
     */
    Optional<Energy> range();

    /**
     * Returns a power that the domain can't reach. Larger steps of the counter are treated as misreads or resets.
     *
     * @return the ceiling, in W
     */
    long ceilingWatts();

    /**
     * Returns what a reader must know to understand the number.
     *
     * @return such as "one core of the package"; empty if there is nothing to say
     */
    Optional<String> remark();

    /**
     * Returns this domain at another place.
     *
     * @param zone where the counter is, in the terms of the sensor
     * @return a copy
     */
    Domain at(String zone);

    /**
     * Returns this domain with another quality.
     *
     * @param quality where the numbers come from
     * @return a copy
     */
    Domain withQuality(Quality quality);

    /**
     * Returns this domain with another range of its counter.
     *
     * @param microjoules the largest value that the counter shows, in µJ; {@link Long#MAX_VALUE} if it never wraps
     * @return a copy
     * @throws IllegalArgumentException if it is not above 0
     */
    Domain withRange(long microjoules);

    /**
     * Returns this domain with another ceiling.
     *
     * @param watts a power that the domain can't reach, in W
     * @return a copy
     * @throws IllegalArgumentException if it is not above 0
     */
    Domain withCeiling(long watts);

    /**
     * Returns this domain with a remark.
     *
     * @param remark what a reader must know, one line, or null for nothing
     * @return a copy
     */
    Domain withRemark(@Nullable String remark);
}

/**
 * A domain.
 *
 * @param rangeMicrojoules the largest value of the counter, in µJ; {@link Long#MAX_VALUE} if it never wraps
 */
record DomainRecord(
        String id,
        DomainKind kind,
        OptionalInt socket,
        OptionalInt die,
        String zone,
        Quality quality,
        long rangeMicrojoules,
        long ceilingWatts,
        Optional<String> remark)
        implements Domain {
    DomainRecord {
        if (id.isBlank() || id.lines().count() > 1) {
            throw new IllegalArgumentException("the id of a domain must be one line that is not blank");
        }
        Objects.requireNonNull(kind);
        Objects.requireNonNull(zone);
        Objects.requireNonNull(quality);
        if (ceilingWatts <= 0) {
            throw new IllegalArgumentException("domain " + id + ": ceiling of " + ceilingWatts + " W, must be above 0");
        }
        if (rangeMicrojoules <= 0) {
            throw new IllegalArgumentException(
                    "domain " + id + ": range of " + rangeMicrojoules + " µJ, must be above 0");
        }
    }

    @Override
    public Optional<Energy> range() {
        return rangeMicrojoules == Long.MAX_VALUE ? Optional.empty() : Optional.of(new Energy(rangeMicrojoules));
    }

    @Override
    public Domain at(String place) {
        return new DomainRecord(id, kind, socket, die, place, quality, rangeMicrojoules, ceilingWatts, remark);
    }

    @Override
    public Domain withQuality(Quality other) {
        return new DomainRecord(id, kind, socket, die, zone, other, rangeMicrojoules, ceilingWatts, remark);
    }

    @Override
    public Domain withRange(long microjoules) {
        return new DomainRecord(id, kind, socket, die, zone, quality, microjoules, ceilingWatts, remark);
    }

    @Override
    public Domain withCeiling(long watts) {
        return new DomainRecord(id, kind, socket, die, zone, quality, rangeMicrojoules, watts, remark);
    }

    @Override
    public Domain withRemark(@Nullable String words) {
        return new DomainRecord(
                id, kind, socket, die, zone, quality, rangeMicrojoules, ceilingWatts, Optional.ofNullable(words));
    }
}
