package io.scaph.testkit;

import io.scaph.api.internal.own.JvmTimes;
import io.scaph.api.spi.DeviceUse;
import io.scaph.api.spi.RawCounters;
import io.scaph.api.spi.WorkloadSource;
import io.scaph.api.topology.Domain;
import io.scaph.api.topology.Topology;
import io.scaph.api.workload.ProcessInfo;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** A simulated machine at one moment, which {@link Timeline} moves. Not safe for several threads. */
final class MachineState {
    private final int cpus;
    private final SimulatedCounter[] counters;
    private final Map<String, SimulatedCounter> byDomain = new LinkedHashMap<>();
    private final Map<Long, SimulatedProcess> processes = new LinkedHashMap<>();
    private final Map<Long, SimulatedProcess> ended = new LinkedHashMap<>();
    private final Integral idle;
    private final double[] jvmNanos = new double[3];
    /** Garbage collection, compilation, the rest of the JVM; nothing if nobody said. */
    private double[] jvmParts = {};

    private long self = -1;
    private long started;
    private long suspends;
    private long nowNanos;

    MachineState(int cpus, Topology topology, long nowNanos) {
        this.cpus = cpus;
        this.nowNanos = nowNanos;
        counters = new SimulatedCounter[topology.domains().size()];
        for (int i = 0; i < counters.length; i++) {
            Domain domain = topology.domains().get(i);
            counters[i] = new SimulatedCounter(domain, nowNanos);
            byDomain.put(domain.id(), counters[i]);
        }
        idle = new Integral(nowNanos);
        settleIdle();
    }

    void moveTo(long nanos) {
        long elapsed = nanos - nowNanos;
        nowNanos = nanos;
        SimulatedProcess own = processes.get(self);
        for (int part = 0; own != null && part < jvmParts.length; part++) {
            jvmNanos[part] += jvmParts[part] * own.cpus() * elapsed;
        }
    }

    void self(long pid) {
        self = pid;
    }

    long self() {
        return self;
    }

    void jvm(double... parts) {
        jvmParts = parts;
    }

    Optional<JvmTimes> jvmTimes() {
        return jvmParts.length == 0
                ? Optional.empty()
                : Optional.of(new JvmTimes(ownNanos(), (long) jvmNanos[0], (long) jvmNanos[1], (long) jvmNanos[2]));
    }

    /** The CPU time of this program. */
    long ownNanos() {
        return cpuNanos(self);
    }

    SimulatedCounter counter(String domain) {
        SimulatedCounter counter = byDomain.get(domain);
        if (counter == null) {
            throw new IllegalArgumentException("there is no domain " + domain);
        }
        return counter;
    }

    void watts(String domain, double watts) {
        counter(domain).watts(watts, nowNanos);
    }

    void reset(String domain) {
        counter(domain).reset(nowNanos);
    }

    void wrapAfter(String domain, long microjoules) {
        counter(domain).wrapAfter(microjoules, nowNanos);
    }

    long trueMicrojoules(String domain) {
        return counter(domain).trueMicrojoules(nowNanos);
    }

    void run(long pid, String name, double use) {
        SimulatedProcess process = processes.get(pid);
        if (process == null) {
            process = new SimulatedProcess(started++, pid, name, nowNanos);
            processes.put(pid, process);
            ended.remove(pid);
        }
        process.use(use, nowNanos);
        settleIdle();
    }

    void end(long pid) {
        SimulatedProcess process = processes.remove(pid);
        if (process != null) {
            process.use(0, nowNanos);
            ended.put(pid, process);
            settleIdle();
            byDomain.values().forEach(counter -> counter.use().end(pid, nowNanos));
        }
    }

    void describe(long pid, UnaryOperator<ProcessInfo> change) {
        SimulatedProcess process = processes.get(pid);
        if (process == null) {
            throw new IllegalArgumentException("there is no process " + pid);
        }
        process.describe(change);
    }

    private void settleIdle() {
        double used =
                processes.values().stream().mapToDouble(SimulatedProcess::cpus).sum();
        idle.rate(Math.max(0, cpus - used), nowNanos);
    }

    /** The CPU time of a process that runs or has ended; 0 if it has not started. */
    long cpuNanos(long pid) {
        SimulatedProcess process = processes.getOrDefault(pid, ended.get(pid));
        return process == null ? 0 : process.cpuNanos(nowNanos);
    }

    /** The counters begin anew, as they do when power was off. */
    void suspend() {
        suspends++;
        for (SimulatedCounter counter : counters) {
            counter.reset(nowNanos);
        }
    }

    long suspends() {
        return suspends;
    }

    /** How many processes have ever started. */
    long started() {
        return started;
    }

    void read(RawCounters readings) {
        for (int i = 0; i < counters.length; i++) {
            counters[i].read(readings, i, nowNanos);
        }
    }

    /** Has a device work for a process. */
    void use(String domain, long pid, double part) {
        counter(domain).use().set(pid, part, nowNanos);
    }

    /** One for each domain, for a sensor. */
    List<SimulatedUse.Teller> tellers() {
        return Arrays.stream(counters)
                .map(counter -> counter.use().new Teller(nowNanos))
                .toList();
    }

    void readUse(List<SimulatedUse.Teller> tellers, DeviceUse use) {
        for (int i = 0; i < tellers.size(); i++) {
            tellers.get(i).tell(i, use, nowNanos);
        }
    }

    /** @param startedBefore how many processes had started at the last pass */
    void read(WorkloadSource.Visitor visitor, long startedBefore) {
        visitor.machine(cpus, idle.at(nowNanos), 0, 0);
        Consumer<SimulatedProcess> telling = process ->
                visitor.process(process.process(), process.cpuNanos(nowNanos), process.serial() >= startedBefore);
        processes.values().forEach(telling);
    }
}
