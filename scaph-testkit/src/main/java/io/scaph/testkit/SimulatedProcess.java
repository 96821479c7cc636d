package io.scaph.testkit;

import io.scaph.api.workload.ProcessInfo;
import java.time.Instant;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;

/** A process of a simulated machine. Not safe for several threads. */
final class SimulatedProcess {
    static final Instant BOOT = Instant.parse("2026-01-01T00:00:00Z");

    private final long serial;
    private final RateIntegral cpuNanos;
    private ProcessInfo info;
    private double cpus;

    /** @param serial the number of processes that started before */
    SimulatedProcess(long serial, ProcessInfo info, LongSupplier nanoTime) {
        this.serial = serial;
        this.info = info.withExecutable("/usr/bin/" + info.name());
        cpuNanos = new RateIntegral(nanoTime);
    }

    long serial() {
        return serial;
    }

    ProcessInfo info() {
        return info;
    }

    void use(double newCpus) {
        cpus = newCpus;
        cpuNanos.setRate(newCpus);
    }

    /** The number of CPUs that it uses. */
    double cpus() {
        return cpus;
    }

    long cpuNanos() {
        return cpuNanos.value();
    }

    void describe(UnaryOperator<ProcessInfo> change) {
        ProcessInfo changed = change.apply(info);
        if (!changed.identity().equals(info.identity())) {
            throw new IllegalArgumentException("the pid and start time of a process can't change: " + info.identity());
        }
        info = changed;
    }
}
