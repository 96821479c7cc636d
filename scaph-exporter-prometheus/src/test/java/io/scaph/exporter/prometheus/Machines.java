package io.scaph.exporter.prometheus;

import io.scaph.api.topology.Domain;
import io.scaph.api.topology.DomainKind;
import io.scaph.api.topology.Quality;
import io.scaph.api.topology.Topology;
import io.scaph.testkit.SimulatedMachine;
import io.scaph.testkit.VirtualClock;
import java.util.List;

/** A machine of two sockets and four CPUs. */
final class Machines {
    private Machines() {}

    static SimulatedMachine twoSockets(VirtualClock clock) {
        Domain first = domain(DomainKind.PACKAGE, 0, "intel-rapl:0");
        Domain second = domain(DomainKind.PACKAGE, 1, "intel-rapl:1");
        Domain dram = domain(DomainKind.DRAM, 0, "intel-rapl:0:1");
        Domain core = domain(DomainKind.CORE, 0, "intel-rapl:0:0");
        return new SimulatedMachine(
                        clock, 4, Topology.of(List.of(first, core, dram, second), List.of(first, second, dram)))
                .watts("package-0", 50)
                .watts("core@0", 30)
                .watts("dram@0", 10)
                .watts("package-1", 40)
                .run(1, "init", 0)
                .run(20, "busy", 1)
                .run(30, "half", 0.5);
    }

    /** One that uses 50 W and is not sure: anything from 40 to 100 W. */
    static SimulatedMachine estimated(VirtualClock clock) {
        Domain server = Domain.ofSocket(DomainKind.PACKAGE, 0).at("model").withQuality(Quality.ESTIMATED);
        return new SimulatedMachine(clock, 4, Topology.of(List.of(server), List.of(server)))
                .watts("package-0", 50)
                .uncertain("package-0", 0.8, 2);
    }

    /** One CPU of four busy, and a GPU of 200 W that works half of the time for the same process. */
    static SimulatedMachine withGpu(VirtualClock clock) {
        Domain first = domain(DomainKind.PACKAGE, 0, "intel-rapl:0");
        Domain gpu = Domain.of("gpu0", DomainKind.GPU).at("card0");
        return new SimulatedMachine(clock, 4, Topology.of(List.of(first, gpu), List.of(first, gpu)))
                .watts("package-0", 200)
                .watts("gpu0", 200)
                .run(1, "busy", 1)
                .use("gpu0", 1, 0.5);
    }

    private static Domain domain(DomainKind kind, int socket, String zone) {
        return Domain.ofSocket(kind, socket).at(zone);
    }
}
