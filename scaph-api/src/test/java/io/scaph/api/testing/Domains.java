package io.scaph.api.testing;

import io.scaph.api.topology.Domain;
import io.scaph.api.topology.DomainKind;
import io.scaph.api.topology.Quality;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Domains as powercap has them. */
public final class Domains {
    /** The range of most Intel parts. */
    public static final long RANGE = 262_143_328_850L;

    private Domains() {}

    public static Domain pkg(int socket) {
        return ofSocket(DomainKind.PACKAGE, socket);
    }

    public static Domain dram(int socket) {
        return ofSocket(DomainKind.DRAM, socket);
    }

    public static Domain core(int socket) {
        return ofSocket(DomainKind.CORE, socket);
    }

    public static Domain uncore(int socket) {
        return ofSocket(DomainKind.UNCORE, socket);
    }

    public static Domain gpu(int number) {
        return new Domain(
                "gpu-" + number,
                DomainKind.GPU,
                OptionalInt.empty(),
                OptionalInt.empty(),
                "gpu:" + number,
                Quality.MEASURED,
                OptionalLong.of(Long.MAX_VALUE),
                DomainKind.GPU.ceilingWatts(),
                Optional.empty());
    }

    public static Domain psys(long range) {
        return new Domain(
                "psys",
                DomainKind.PSYS,
                OptionalInt.empty(),
                OptionalInt.empty(),
                "intel-rapl:1",
                Quality.MEASURED,
                OptionalLong.of(range),
                DomainKind.PSYS.ceilingWatts(),
                Optional.empty());
    }

    /** One whose power a model tells. */
    public static Domain estimated(int socket) {
        return Domain.ofSocket(DomainKind.PACKAGE, socket, "model", Quality.ESTIMATED, OptionalLong.of(Long.MAX_VALUE));
    }

    private static Domain ofSocket(DomainKind kind, int socket) {
        return Domain.ofSocket(kind, socket, "zone-" + kind.label() + socket, Quality.MEASURED, OptionalLong.of(RANGE));
    }
}
