package io.scaph.api.topology;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * One energy counter of a host.
 *
 * @param id unique within the host and stable between starts: {@code psys}, {@code package-1},
 *     {@code package-0-die-1}, {@code dram@0}, {@code core@0-die-1}
 * @param kind what the counter covers
 * @param socket the N of {@code package-N} that the domain belongs to; empty for psys and for domains of no socket
 * @param die the die within the socket, where the counter is one die's
 * @param zone where the counter is found, in the sensor's own terms: {@code intel-rapl:0:1}
 * @param quality where its numbers come from
 * @param rangeMicrojoules the largest value that the counter shows before it starts again at 0, in µJ; empty if it
 *     is not known. A counter that never wraps says {@link Long#MAX_VALUE}
 * @param ceilingWatts a power that this domain can't reach, in watts; see {@link DomainKind#ceilingWatts()}
 * @param remark what a reader must know to read the number rightly, such as "one core of the package"; empty if nothing
 */
public record Domain(
        String id,
        DomainKind kind,
        OptionalInt socket,
        OptionalInt die,
        String zone,
        Quality quality,
        OptionalLong rangeMicrojoules,
        long ceilingWatts,
        Optional<String> remark) {
    /**
     * Checks and copies what it is given.
     *
     * @param id {@link #id()}
     * @param kind {@link #kind()}
     * @param socket {@link #socket()}
     * @param die {@link #die()}
     * @param zone {@link #zone()}
     * @param quality {@link #quality()}
     * @param rangeMicrojoules {@link #rangeMicrojoules()}
     * @param ceilingWatts {@link #ceilingWatts()}
     * @param remark {@link #remark()}
     */
    public Domain {
        Objects.requireNonNull(id);
        Objects.requireNonNull(kind);
        Objects.requireNonNull(zone);
        Objects.requireNonNull(quality);
        if (ceilingWatts <= 0) {
            throw new IllegalArgumentException("domain " + id + ": ceiling of " + ceilingWatts + " W, must be above 0");
        }
        if (rangeMicrojoules.isPresent() && rangeMicrojoules.getAsLong() <= 0) {
            throw new IllegalArgumentException(
                    "domain " + id + ": range of " + rangeMicrojoules.getAsLong() + " µJ, must be above 0");
        }
    }

    /**
     * A domain of a socket with the usual id ({@code package-N} or {@code kind@N}) and ceiling.
     *
     * @param kind what the counter covers
     * @param socket the socket's id
     * @param zone where the counter is found
     * @param quality where its numbers come from
     * @param rangeMicrojoules the largest value before the counter wraps, in µJ
     * @return the domain
     */
    public static Domain ofSocket(
            DomainKind kind, int socket, String zone, Quality quality, OptionalLong rangeMicrojoules) {
        return new Domain(
                socketId(kind, socket, OptionalInt.empty()),
                kind,
                OptionalInt.of(socket),
                OptionalInt.empty(),
                zone,
                quality,
                rangeMicrojoules,
                kind.ceilingWatts(),
                Optional.empty());
    }

    /**
     * This domain with another ceiling.
     *
     * @param watts the ceiling, in watts, above 0
     * @return a domain that is otherwise the same
     */
    public Domain withCeiling(long watts) {
        return new Domain(id, kind, socket, die, zone, quality, rangeMicrojoules, watts, remark);
    }

    /**
     * The id of a socket's domain.
     *
     * @param kind what the counter covers
     * @param socket the socket's id
     * @param die the die, where the counter is one die's
     * @return {@code package-N[-die-D]} for a package, else {@code kind@N[-die-D]}
     */
    public static String socketId(DomainKind kind, int socket, OptionalInt die) {
        String suffix = die.isPresent() ? "-die-" + die.getAsInt() : "";
        return kind.label() + (kind == DomainKind.PACKAGE ? "-" : "@") + socket + suffix;
    }
}
