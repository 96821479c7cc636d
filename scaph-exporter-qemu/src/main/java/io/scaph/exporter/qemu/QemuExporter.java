package io.scaph.exporter.qemu;

import io.scaph.api.internal.text.FailureText;
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
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Adds to each machine's counters, at each step, what its lines of the ledger gained; what it gained until its end, or until
 * ours, as well.
 */
final class QemuExporter implements Exporter {
    private static final Logger LOGGER = LoggerFactory.getLogger(QemuExporter.class);

    private final Path path;
    private final long stepNanos;
    private final Belief belief;
    private final Map<String, GuestTree> trees = new HashMap<>();

    QemuExporter(Path path, Duration step, Belief belief) {
        this.path = path;
        this.stepNanos = step.toNanos();
        this.belief = belief;
    }

    @Override
    public Set<WorkloadDetail> details() {
        return EnumSet.of(WorkloadDetail.VIRTUAL_MACHINE, WorkloadDetail.USER);
    }

    @Override
    public void run(SnapshotReader snapshots) throws IOException {
        try (BaseDirectory base = BaseDirectory.open(path)) {
            Machines machines = new Machines(belief, path.getFileSystem(), new Refusals());
            Snapshot from = snapshots.latest();
            // For as long as we run: a guest looks once which counters there are.
            boolean memory = from.topology().host().stream().anyMatch(QemuExporter::isMemory);
            publish(base, machines, Interval.between(from, from), memory);
            long start = from.nanoTime();
            long due = 0;
            try {
                while (true) {
                    due += stepNanos;
                    Snapshot to = snapshots.awaitUntil(start + due);
                    publish(base, machines, Interval.between(from, to), memory);
                    from = to;
                    long late = to.nanoTime() - start - due;
                    due += late / stepNanos * stepNanos;
                }
            } catch (InterruptedException stop) {
                Interval rest = Interval.between(from, snapshots.refresh());
                if (rest.duration().toNanos() / 1e9 > 0) {
                    publish(base, machines, rest, memory);
                }
            }
        }
    }

    private static boolean isMemory(Domain domain) {
        return domain.kind() == DomainKind.DRAM;
    }

    private void publish(BaseDirectory base, Machines machines, Interval interval, boolean memory) {
        boolean known = interval.host().power().isPresent();
        double memoryPart = memory ? memoryPart(interval) : 0;
        // One that used nothing may end without a line that says so.
        trees.values().forEach(tree -> tree.alive(false));
        for (Machines.Activity machine : machines.in(interval)) {
            GuestTree tree = trees.get(machine.name());
            if (tree == null && (machine.hasRun() || base.has(machine.name()))) {
                tree = new GuestTree(machine.name(), memory);
                trees.put(machine.name(), tree);
            }
            if (tree != null) {
                tree.add(machine.energyMicrojoules(), memoryPart);
                tree.alive(machine.alive());
            }
        }
        // Also those of machines that have ended and could not be written since.
        trees.values().removeIf(tree -> write(base, tree, known) && !tree.isAlive());
    }

    private static boolean write(BaseDirectory base, GuestTree tree, boolean known) {
        try {
            tree.write(base, known);
            if (tree.failing(false)) {
                LOGGER.info("virtual machine '{}': its tree is written again", tree.name());
            }
            return true;
        } catch (IOException e) {
            String reason = Refusals.shown(FailureText.withFile(e));
            LOGGER.atLevel(tree.failing(true) ? Level.DEBUG : Level.WARN)
                    .log("virtual machine '{}': its tree can't be written for now: {}", tree.name(), reason);
            return false;
        }
    }

    /** The part that memory has in the host's energy; it is taken for every machine's, for all are charged by CPU time. */
    private static double memoryPart(Interval interval) {
        long memory = 0;
        for (Domain domain : interval.to().root()) {
            if (isMemory(domain)) {
                memory += interval.domain(domain).energy().microjoules();
            }
        }
        long host = interval.host().energy().microjoules();
        return host > 0 ? Math.min(1, (double) memory / host) : 0;
    }

    @Override
    public void close() {
        // Nothing is held open between two updates but what run() closes.
    }
}
