package io.scaph.testkit;

import io.scaph.api.topology.Domain;
import io.scaph.api.topology.DomainKind;
import io.scaph.api.topology.Quality;
import io.scaph.api.topology.Topology;
import java.util.List;
import java.util.OptionalLong;

/** Small machines of four CPUs. */
final class Machines {
    static final String PACKAGE = "package-0";
    static final String DRAM = "dram@0";

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

    private static Domain domain(DomainKind kind, String zone, long rangeMicrojoules) {
        return Domain.ofSocket(kind, 0, zone, Quality.MEASURED, OptionalLong.of(rangeMicrojoules));
    }
}
