package io.scaph.exporter.qemu;

import io.scaph.api.Monitor;
import io.scaph.api.snapshot.ProcessEnergy;
import io.scaph.api.snapshot.Snapshot;
import io.scaph.api.snapshot.SnapshotReader;
import io.scaph.api.spi.Exporter;
import io.scaph.api.spi.RawCounters;
import io.scaph.api.spi.Sensor;
import io.scaph.api.spi.WorkloadSource;
import io.scaph.api.topology.Domain;
import io.scaph.api.topology.DomainKind;
import io.scaph.api.topology.Topology;
import io.scaph.api.workload.ProcessInfo;
import io.scaph.api.workload.Resources;
import io.scaph.api.workload.User;
import io.scaph.testkit.VirtualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A host of four CPUs in virtual time, with virtual machines on it, and exporters run there step by step. */
final class Hypervisor {
    static final String QEMU = "/usr/bin/qemu-system-x86_64";
    private static final int CPUS = 4;
    private static final Instant BOOT = Instant.parse("2026-01-01T00:00:00Z");

    /** What happens in a step, before its time has passed. */
    interface Happening {
        void happen() throws Exception;
    }

    private static final class Machine {
        final ProcessInfo process;
        double cpus;
        double cpuNanos;

        Machine(ProcessInfo process, double cpus) {
            this.process = process;
            this.cpus = cpus;
        }
    }

    private final VirtualClock clock = new VirtualClock();
    private final Topology topology;
    private final double[] watts;
    private final double[] microjoules;
    private final Map<Long, Machine> machines = new LinkedHashMap<>();
    private long settledNanos;
    private double idleNanos;
    private boolean silent;
    private int runs;
    private @Nullable Snapshot last;

    private Hypervisor(List<Domain> domains, double... watts) {
        topology = Topology.of(domains, domains);
        this.watts = watts;
        microjoules = new double[watts.length];
    }

    static Hypervisor withMemory() {
        return new Hypervisor(List.of(domain(DomainKind.PACKAGE), domain(DomainKind.DRAM)), 80, 20);
    }

    static Hypervisor withoutMemory() {
        return new Hypervisor(List.of(domain(DomainKind.PACKAGE)), 100);
    }

    private static Domain domain(DomainKind kind) {
        return Domain.ofSocket(kind, 0).at("zone-" + kind.label());
    }

    Hypervisor start(long pid, String name, double cpus) {
        return start(pid, name, cpus, QEMU, 0);
    }

    Hypervisor start(long pid, String name, double cpus, String executable, long uid) {
        settle();
        ProcessInfo process = ProcessInfo.of(
                        pid, BOOT.plusNanos(clock.nanoTime()).plusMillis(pid), "qemu")
                .withExecutable(executable)
                .withVirtualMachine(name)
                .withUser(uid < 0 ? null : User.of(uid, null));
        machines.put(pid, new Machine(process, cpus));
        return this;
    }

    void end(long pid) {
        settle();
        machines.remove(pid);
    }

    /** Lets the host's counters fail from now on, or work again. */
    void silent(boolean isSilent) {
        settle();
        silent = isSilent;
    }

    /** Runs an exporter with its own monitor, one step for each event, then stops it. */
    void run(Exporter exporter, Happening... happenings) throws Exception {
        runs++;
        try (exporter;
                Monitor monitor = Monitor.builder()
                        .sensor("simulation", "a hypervisor", sensor())
                        .workloads(workloads())
                        .clock(clock)
                        .manualTicks()
                        .open();
                Script script = new Script(monitor.reader(), new ArrayDeque<>(List.of(happenings)))) {
            exporter.run(script);
        }
    }

    /** The energy of a process as the last snapshot's ledger has it, in µJ. */
    long energy(long pid) {
        return lines(pid).stream().mapToLong(one -> one.energy().microjoules()).sum();
    }

    /** The last snapshot that an exporter was handed. */
    Snapshot last() {
        return Objects.requireNonNull(last);
    }

    private List<ProcessEnergy> lines(long pid) {
        List<ProcessEnergy> lines = new ArrayList<>();
        for (ProcessEnergy line : last().processes()) {
            if (line.process().pid() == pid) {
                lines.add(line);
            }
        }
        return lines;
    }

    private final class Script implements SnapshotReader {
        private final SnapshotReader reader;
        private final Deque<Happening> happenings;

        Script(SnapshotReader reader, Deque<Happening> happenings) {
            this.reader = reader;
            this.happenings = happenings;
        }

        @Override
        public Snapshot latest() {
            return reader.latest();
        }

        @Override
        public Snapshot refresh() {
            Snapshot snapshot = reader.refresh();
            last = snapshot;
            return snapshot;
        }

        @Override
        public Snapshot awaitUntil(long deadlineNanos) throws InterruptedException {
            Happening next = happenings.poll();
            if (next == null) {
                throw new InterruptedException();
            }
            try {
                next.happen();
            } catch (InterruptedException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
            Snapshot snapshot = reader.awaitUntil(deadlineNanos);
            last = snapshot;
            return snapshot;
        }

        @Override
        public Snapshot awaitNext() throws InterruptedException {
            return reader.awaitNext();
        }

        @Override
        public Optional<Resources> resources(ProcessInfo process) {
            return reader.resources(process);
        }

        @Override
        public void close() {
            reader.close();
        }
    }

    private void settle() {
        long elapsed = clock.nanoTime() - settledNanos;
        settledNanos += elapsed;
        for (int i = 0; i < watts.length; i++) {
            microjoules[i] += watts[i] * elapsed * 1e-3;
        }
        double used = 0;
        for (Machine machine : machines.values()) {
            machine.cpuNanos += machine.cpus * elapsed;
            used += machine.cpus;
        }
        idleNanos += Math.max(0, CPUS - used) * elapsed;
    }

    void pass(Duration time) {
        clock.advance(time);
        settle();
    }

    private Sensor sensor() {
        return new Sensor() {
            @Override
            public Topology topology() {
                return topology;
            }

            @Override
            public void read(RawCounters counters) {
                settle();
                for (int i = 0; i < microjoules.length; i++) {
                    if (silent) {
                        counters.fail(i, "silent");
                    } else {
                        counters.put(i, (long) microjoules[i]);
                    }
                }
            }

            @Override
            public void close() {
                // Holds nothing.
            }
        };
    }

    private WorkloadSource workloads() {
        boolean first = runs == 1;
        return new WorkloadSource() {
            private boolean read = !first;

            @Override
            public void read(Visitor visitor) {
                settle();
                visitor.machine(CPUS, (long) idleNanos, 0, 0);
                for (Machine machine : machines.values()) {
                    visitor.process(machine.process, (long) machine.cpuNanos, read);
                }
                read = true;
            }

            @Override
            public void close() {
                // Holds nothing.
            }
        };
    }
}
