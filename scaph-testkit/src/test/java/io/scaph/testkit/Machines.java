package io.scaph.testkit;

import io.scaph.api.topology.Domain;
import io.scaph.api.topology.DomainKind;
import io.scaph.api.topology.Quality;
import io.scaph.api.topology.Topology;
import java.util.List;

/** Small machines of four CPUs. */
final class Machines {
    static final String PACKAGE = "package-0";
    static final String DRAM = "dram@0";
    static final String GPU = "gpu-0";
    static final String DISK = "disk";

    private Machines() {}

    static SimulatedMachine of(VirtualClock clock) {
        return of(clock, Long.MAX_VALUE);
    }

    static SimulatedMachine of(VirtualClock clock, long rangeMicrojoules) {
        List<Domain> domains = List.of(
                domain(DomainKind.PACKAGE, "intel-rapl:0", rangeMicrojoules),
                domain(DomainKind.DRAM, "intel-rapl:0:0", rangeMicrojoules));
        return new SimulatedMachine(clock, 4, Topology.of(domains, domains));
    }

    /** A package and memory, a separate GPU, and an estimated disk. */
    static Topology withDevices(long rangeMicrojoules) {
        List<Domain> domains = List.of(
                domain(DomainKind.PACKAGE, "intel-rapl:0", rangeMicrojoules),
                domain(DomainKind.DRAM, "intel-rapl:0:0", rangeMicrojoules),
                device(GPU, DomainKind.GPU, Quality.MEASURED),
                device(DISK, DomainKind.DISK, Quality.ESTIMATED));
        return Topology.of(domains, domains);
    }

    private static Domain device(String id, DomainKind kind, Quality quality) {
        return Domain.of(id, kind).at(id).withQuality(quality);
    }

    private static Domain domain(DomainKind kind, String zone, long rangeMicrojoules) {
        return Domain.ofSocket(kind, 0).at(zone).withRange(rangeMicrojoules);
    }
}
