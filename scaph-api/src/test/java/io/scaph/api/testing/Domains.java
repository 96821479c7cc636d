package io.scaph.api.testing;

import io.scaph.api.topology.Domain;
import io.scaph.api.topology.DomainKind;
import io.scaph.api.topology.Quality;

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
        return Domain.of("gpu-" + number, DomainKind.GPU).at("gpu:" + number);
    }

    public static Domain psys(long range) {
        return Domain.of("psys", DomainKind.PSYS).at("intel-rapl:1").withRange(range);
    }

    /** A domain with power from a model. */
    public static Domain estimated(int socket) {
        return Domain.ofSocket(DomainKind.PACKAGE, socket).at("model").withQuality(Quality.ESTIMATED);
    }

    private static Domain ofSocket(DomainKind kind, int socket) {
        return Domain.ofSocket(kind, socket).at("zone-" + kind.label() + socket).withRange(RANGE);
    }
}
