package io.scaph.api.internal.topology;

import io.scaph.api.energy.Energy;
import io.scaph.api.topology.Domain;
import io.scaph.api.topology.DomainKind;
import io.scaph.api.topology.Quality;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A domain.
 *
 * @param rangeMicrojoules the largest value of the counter, in µJ; {@link Long#MAX_VALUE} if it never wraps
 */
public record DomainRecord(
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
    /** Checks the values. */
    public DomainRecord {
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

    /**
     * Returns a domain of no socket.
     *
     * @return the domain
     */
    public static DomainRecord of(String id, DomainKind kind) {
        return of(id, kind, OptionalInt.empty(), OptionalInt.empty());
    }

    /**
     * Returns a domain of a socket or die, with the usual id.
     *
     * @return the domain
     */
    public static DomainRecord ofSocket(DomainKind kind, int socket, OptionalInt die) {
        String suffix = die.isPresent() ? "-die-" + die.getAsInt() : "";
        String id = kind.label() + (kind == DomainKind.PACKAGE ? "-" : "@") + socket + suffix;
        return of(id, kind, OptionalInt.of(socket), die);
    }

    /**
     * Returns a domain of any id and place.
     *
     * @return the domain
     */
    public static DomainRecord of(String id, DomainKind kind, OptionalInt socket, OptionalInt die) {
        return new DomainRecord(
                id, kind, socket, die, id, Quality.MEASURED, Long.MAX_VALUE, kind.ceilingWatts(), Optional.empty());
    }

    @Override
    public Optional<Energy> range() {
        return rangeMicrojoules == Long.MAX_VALUE ? Optional.empty() : Optional.of(new Energy(rangeMicrojoules));
    }

    @Override
    public DomainRecord at(String place) {
        return new DomainRecord(id, kind, socket, die, place, quality, rangeMicrojoules, ceilingWatts, remark);
    }

    @Override
    public DomainRecord withQuality(Quality other) {
        return new DomainRecord(id, kind, socket, die, zone, other, rangeMicrojoules, ceilingWatts, remark);
    }

    @Override
    public DomainRecord withRange(long microjoules) {
        return new DomainRecord(id, kind, socket, die, zone, quality, microjoules, ceilingWatts, remark);
    }

    @Override
    public DomainRecord withCeiling(long watts) {
        return new DomainRecord(id, kind, socket, die, zone, quality, rangeMicrojoules, watts, remark);
    }

    @Override
    public DomainRecord withRemark(@Nullable String words) {
        return new DomainRecord(
                id, kind, socket, die, zone, quality, rangeMicrojoules, ceilingWatts, Optional.ofNullable(words));
    }
}
