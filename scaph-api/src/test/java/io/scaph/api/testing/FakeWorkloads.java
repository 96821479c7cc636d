package io.scaph.api.testing;

import io.scaph.api.internal.own.CpuClocks;
import io.scaph.api.internal.own.JvmTimes;
import io.scaph.api.internal.own.OwnProcessSource;
import io.scaph.api.workload.ProcessInfo;
import java.io.IOException;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Processes that use CPU time when a test adds it. Without idle time unless a test sets it. */
public final class FakeWorkloads implements OwnProcessSource {
    private final Map<ProcessInfo, Long> cpuNanos = new LinkedHashMap<>();
    private final Set<ProcessInfo> fresh = new HashSet<>();
    private final int cpus;
    private Optional<Long> idleNanos = Optional.empty();
    private Optional<String> failure = Optional.empty();
    private Optional<JvmTimes> jvm = Optional.empty();
    private @Nullable IOException jvmFailure;
    private Optional<CpuClocks> clocks = Optional.empty();
    private int closes;

    public FakeWorkloads(int cpus) {
        this.cpus = cpus;
    }

    public static ProcessInfo process(long pid) {
        return process(pid, 0, "process-" + pid);
    }

    public static ProcessInfo process(long pid, long startSeconds, String name) {
        return ProcessInfo.of(pid, Instant.ofEpochSecond(startSeconds), name);
    }

    /** Starts a process if it is not there. */
    public synchronized void use(ProcessInfo process, long nanos) {
        if (!cpuNanos.containsKey(process)) {
            fresh.add(process);
        }
        cpuNanos.merge(process, nanos, Long::sum);
    }

    public synchronized void end(ProcessInfo process) {
        cpuNanos.remove(process);
    }

    public synchronized void idle(long nanos) {
        idleNanos = Optional.of(idleNanos.orElse(0L) + nanos);
    }

    public synchronized void failWith(String reason) {
        failure = Optional.of(reason);
    }

    public synchronized void recover() {
        failure = Optional.empty();
    }

    /** This program is process 7. */
    @Override
    public OptionalLong ownPid() {
        return OptionalLong.of(7);
    }

    /** What this JVM has used. */
    public synchronized void jvm(JvmTimes times) {
        jvm = Optional.of(times);
    }

    public synchronized void jvmFails(@Nullable IOException thrown) {
        jvmFailure = thrown;
    }

    @Override
    public synchronized Optional<JvmTimes> jvmTimes() throws IOException {
        if (jvmFailure != null) {
            throw jvmFailure;
        }
        return jvm;
    }

    /** With these CPU clocks of this program. */
    public synchronized FakeWorkloads clocks(CpuClocks own) {
        clocks = Optional.of(own);
        return this;
    }

    @Override
    public synchronized Optional<CpuClocks> cpuClocks() {
        return clocks;
    }

    public synchronized int closes() {
        return closes;
    }

    @Override
    public synchronized void read(Visitor visitor) throws IOException {
        if (failure.isPresent()) {
            throw new IOException(failure.get());
        }
        idleNanos.ifPresentOrElse(idle -> visitor.machine(cpus, idle, 0, 0), () -> visitor.machine(cpus));
        cpuNanos.forEach((process, nanos) -> visitor.process(process, nanos, fresh.contains(process)));
        fresh.clear();
    }

    @Override
    public synchronized void close() {
        closes++;
    }
}
