package io.scaph.testkit;

import io.scaph.api.workload.ProcessInfo;
import java.time.Instant;
import java.util.function.UnaryOperator;

/** A process of a simulated machine. Not safe for several threads. */
final class SimulatedProcess {
    private static final Instant BOOT = Instant.parse("2026-01-01T00:00:00Z");

    private final long serial;
    private final Integral cpuNanos;
    private ProcessInfo process;
    private double cpus;

    /** @param serial counts the processes of the machine from 0: which started later */
    SimulatedProcess(long serial, long pid, String name, long nowNanos) {
        this.serial = serial;
        cpuNanos = new Integral(nowNanos);
        process = ProcessInfo.of(pid, BOOT.plusNanos(nowNanos), name).withExecutable("/usr/bin/" + name);
    }

    long serial() {
        return serial;
    }

    ProcessInfo process() {
        return process;
    }

    void use(double howMany, long nowNanos) {
        cpus = howMany;
        cpuNanos.rate(howMany, nowNanos);
    }

    /** How many CPUs it uses. */
    double cpus() {
        return cpus;
    }

    long cpuNanos(long nowNanos) {
        return cpuNanos.at(nowNanos);
    }

    void describe(UnaryOperator<ProcessInfo> change) {
        ProcessInfo changed = change.apply(process);
        if (!changed.identity().equals(process.identity())) {
            throw new IllegalArgumentException("a process stays who it is: " + process.identity());
        }
        process = changed;
    }
}
