package io.scaph.exporter.qemu;

import io.scaph.api.snapshot.Interval;
import io.scaph.api.snapshot.Snapshot;
import io.scaph.api.snapshot.SnapshotReader;
import io.scaph.api.spi.Exporter;
import io.scaph.api.topology.Domain;
import io.scaph.api.topology.DomainKind;
import io.scaph.api.workload.WorkloadDetail;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Adds to each machine's counters, at each step, the energy of its lines in the ledger, up to its end or the end of this
 * exporter.
 *
 * @param path the directory of the trees
 * @param step the time between two updates
 * @param policy which processes are virtual machines
 */
record QemuExporter(Path path, Duration step, TrustPolicy policy) implements Exporter {
    @Override
    public Set<WorkloadDetail> details() {
        return Set.of(WorkloadDetail.VIRTUAL_MACHINE, WorkloadDetail.USER);
    }

    @Override
    public void run(SnapshotReader snapshots) throws IOException {
        try (BaseDirectory base = BaseDirectory.open(path)) {
            Snapshot from = snapshots.latest();
            // Fixed while this exporter runs: a guest looks for counters once.
            boolean memory = from.topology().host().stream().anyMatch(QemuExporter::isMemory);
            Trees trees = new Trees(base, new Machines(policy, path.getFileSystem()), memory, new HashMap<>());
            trees.publish(Interval.between(from, from));
            long stepNanos = step.toNanos();
            long start = from.nanoTime();
            long due = 0;
            try {
                while (true) {
                    due += stepNanos;
                    Snapshot to = snapshots.awaitUntil(start + due);
                    trees.publish(Interval.between(from, to));
                    from = to;
                    long late = to.nanoTime() - start - due;
                    due += late / stepNanos * stepNanos;
                }
            } catch (InterruptedException stop) {
                Interval rest = Interval.between(from, snapshots.refresh());
                if (rest.duration().toNanos() > 0) {
                    trees.publish(rest);
                }
            }
        }
    }

    private static boolean isMemory(Domain domain) {
        return domain.kind() == DomainKind.DRAM;
    }

    /** The trees of the machines, by the machines' names; with a counter of memory or without. */
    private record Trees(BaseDirectory base, Machines machines, boolean memory, Map<String, GuestTree> byName) {
        void publish(Interval interval) {
            boolean known = interval.host().power().isPresent();
            double memoryPart = memory ? memoryPart(interval) : 0;
            // A machine that used no energy may end without a line.
            byName.values().forEach(tree -> tree.setAlive(false));
            for (Machines.Activity machine : machines.in(interval)) {
                GuestTree tree = byName.get(machine.name());
                if (tree == null && (machine.hasRun() || base.has(machine.name()))) {
                    tree = new GuestTree(machine.name(), memory);
                    byName.put(machine.name(), tree);
                }
                if (tree != null) {
                    tree.add(machine.energyMicrojoules(), memoryPart);
                    tree.setAlive(machine.alive());
                }
            }
            // Also trees of machines that have ended and could not be written since.
            byName.values().removeIf(tree -> tree.write(base, known) && !tree.isAlive());
        }
    }

    /** Memory's part of the host's energy, which is also used for each machine: all are charged by CPU time. */
    private static double memoryPart(Interval interval) {
        long memory = interval.to().root().stream()
                .filter(QemuExporter::isMemory)
                .mapToLong(domain -> interval.domain(domain).energy().microjoules())
                .sum();
        long host = interval.host().energy().microjoules();
        return host > 0 ? Math.min(1, (double) memory / host) : 0;
    }
}
