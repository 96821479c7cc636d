package io.scaph.exporter.top.internal.view;

import io.scaph.api.Monitor;
import io.scaph.api.snapshot.Interval;
import io.scaph.api.snapshot.Snapshot;
import io.scaph.api.snapshot.SnapshotReader;
import io.scaph.api.topology.Domain;
import io.scaph.api.topology.DomainKind;
import io.scaph.api.topology.Quality;
import io.scaph.api.topology.Topology;
import io.scaph.api.workload.Container;
import io.scaph.api.workload.User;
import io.scaph.api.workload.WorkloadDetail;
import io.scaph.testkit.SimulatedMachine;
import io.scaph.testkit.VirtualClock;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Simulated machines of 100 W and four CPUs, and their intervals of two seconds. */
final class Machines {
    private static final Set<WorkloadDetail> DETAILS =
            Set.of(WorkloadDetail.CONTAINER, WorkloadDetail.UNIT, WorkloadDetail.USER, WorkloadDetail.COMMAND_LINE);

    private Machines() {}

    /** Two sockets; a busy process in a container, a half busy one of a user and in a unit, and one that sleeps. */
    static SimulatedMachine twoSockets() {
        Domain first = Domain.ofSocket(DomainKind.PACKAGE, 0);
        Domain second = Domain.ofSocket(DomainKind.PACKAGE, 1);
        Domain core = Domain.ofSocket(DomainKind.CORE, 0);
        Domain dram = Domain.ofSocket(DomainKind.DRAM, 0);
        Topology topology = Topology.of(List.of(first, core, dram, second), List.of(first, second, dram));
        return new SimulatedMachine(new VirtualClock(), 4, topology)
                .watts("package-0", 50)
                .watts("core@0", 30)
                .watts("dram@0", 10)
                .watts("package-1", 40)
                .run(1, "init", 0)
                .run(20, "busy", 1)
                .run(30, "half", 0.5)
                .contain(20, Container.of("aa".repeat(32), "docker", "docker").named("web", Map.of()))
                .describe(20, process -> process.withUser(User.of(0, "root")))
                .describe(30, process -> process.withUser(User.of(1000, "anna")).withUnit("half.service"));
    }

    /** One that uses 50 W and is not sure: anything from 40 to 100 W. */
    static SimulatedMachine estimated() {
        Domain server = Domain.ofSocket(DomainKind.PACKAGE, 0).at("model").withQuality(Quality.ESTIMATED);
        return new SimulatedMachine(new VirtualClock(), 4, Topology.of(List.of(server), List.of(server)))
                .watts("package-0", 50)
                .uncertain("package-0", 0.8, 2)
                .run(20, "busy", 1);
    }

    /** The next interval of a machine. */
    static Interval interval(SimulatedMachine machine) throws Exception {
        return interval(machine, () -> {});
    }

    /** The same, with something that happens before its end. */
    static Interval interval(SimulatedMachine machine, Runnable happening) throws Exception {
        try (Monitor monitor = machine.monitorBuilder().details(DETAILS).open();
                SnapshotReader snapshots = monitor.reader()) {
            Snapshot from = snapshots.latest();
            happening.run();
            return Interval.between(from, snapshots.awaitUntil(from.nanoTime() + 2_000_000_000L));
        }
    }
}
