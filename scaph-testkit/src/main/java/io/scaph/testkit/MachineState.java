package io.scaph.testkit;

import io.scaph.api.internal.own.JvmTimes;
import io.scaph.api.spi.WorkloadSource;
import io.scaph.api.topology.Domain;
import io.scaph.api.topology.Topology;
import io.scaph.api.workload.ProcessInfo;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A simulated machine at one moment, which {@link Timeline} moves. Not safe for several threads. */
final class MachineState {
    private final int cpus;
    /** By the ids of their domains, in the order of the topology. */
    private final Map<String, SimulatedCounter> counters = new LinkedHashMap<>();

    private final Map<Long, SimulatedProcess> processes = new LinkedHashMap<>();
    private final Map<Long, SimulatedProcess> ended = new LinkedHashMap<>();
    private final RateIntegral idle;
    private final double[] jvmNanos = new double[3];
    /** The parts of garbage collection, compilation and the rest of the JVM; null if they are unknown. */
    private double @Nullable [] jvmParts;

    private long self = -1;
    private long started;
    private long suspends;
    private long nowNanos;

    MachineState(int cpus, Topology topology, long nowNanos) {
        this.cpus = cpus;
        this.nowNanos = nowNanos;
        for (Domain domain : topology.domains()) {
            counters.put(domain.id(), new SimulatedCounter(domain, () -> this.nowNanos));
        }
        idle = new RateIntegral(() -> this.nowNanos);
        updateIdle();
    }

    void moveTo(long nanos) {
        long elapsed = nanos - nowNanos;
        nowNanos = nanos;
        SimulatedProcess own = processes.get(self);
        if (own != null && jvmParts != null) {
            for (int part = 0; part < jvmParts.length; part++) {
                jvmNanos[part] += jvmParts[part] * own.cpus() * elapsed;
            }
        }
    }

    void self(long pid) {
        self = pid;
    }

    long self() {
        return self;
    }

    void jvm(double gc, double jit, double runtime) {
        jvmParts = new double[] {gc, jit, runtime};
    }

    Optional<JvmTimes> jvmTimes() {
        return jvmParts == null
                ? Optional.empty()
                : Optional.of(new JvmTimes(ownNanos(), (long) jvmNanos[0], (long) jvmNanos[1], (long) jvmNanos[2]));
    }

    /** The CPU time of this program. */
    long ownNanos() {
        return cpuNanos(self);
    }

    SimulatedCounter counter(String domain) {
        SimulatedCounter counter = counters.get(domain);
        if (counter == null) {
            throw new IllegalArgumentException("there is no domain " + domain);
        }
        return counter;
    }

    /** The counters in the order of the topology. */
    Collection<SimulatedCounter> counters() {
        return counters.values();
    }

    void run(long pid, String name, double use) {
        SimulatedProcess process = processes.get(pid);
        if (process == null) {
            process = new SimulatedProcess(
                    started++,
                    ProcessInfo.of(pid, SimulatedProcess.BOOT.plusNanos(nowNanos), name),
                    () -> this.nowNanos);
            processes.put(pid, process);
            ended.remove(pid);
        }
        process.use(use);
        updateIdle();
    }

    void end(long pid) {
        SimulatedProcess process = processes.remove(pid);
        if (process != null) {
            process.use(0);
            ended.put(pid, process);
            updateIdle();
            counters.values().forEach(counter -> counter.use().end(pid));
        }
    }

    void describe(long pid, UnaryOperator<ProcessInfo> change) {
        SimulatedProcess process = processes.get(pid);
        if (process == null) {
            throw new IllegalArgumentException("there is no process " + pid);
        }
        process.describe(change);
    }

    private void updateIdle() {
        double used =
                processes.values().stream().mapToDouble(SimulatedProcess::cpus).sum();
        idle.setRate(Math.max(0, cpus - used));
    }

    /** The CPU time of a process that runs or has ended; 0 if it has not started. */
    long cpuNanos(long pid) {
        SimulatedProcess process = processes.getOrDefault(pid, ended.get(pid));
        return process == null ? 0 : process.cpuNanos();
    }

    /** Restarts the counters, as a loss of power does. */
    void suspend() {
        suspends++;
        counters.values().forEach(SimulatedCounter::reset);
    }

    long suspends() {
        return suspends;
    }

    /** The number of processes that have ever started. */
    long started() {
        return started;
    }

    /** @param startedBefore the number of processes that had started at the last pass */
    void visit(WorkloadSource.Visitor visitor, long startedBefore) {
        visitor.machine(cpus, idle.value(), 0, 0);
        for (SimulatedProcess process : processes.values()) {
            visitor.process(process.info(), process.cpuNanos(), process.serial() >= startedBefore);
        }
    }
}
