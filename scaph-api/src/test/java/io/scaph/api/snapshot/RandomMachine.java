package io.scaph.api.snapshot;

import io.scaph.api.Monitor;
import io.scaph.api.internal.own.JvmTimes;
import io.scaph.api.spi.SensorUnavailableException;
import io.scaph.api.testing.Domains;
import io.scaph.api.testing.FakeSensor;
import io.scaph.api.testing.FakeWorkloads;
import io.scaph.api.testing.VirtualClock;
import io.scaph.api.topology.Domain;
import io.scaph.api.topology.DomainKind;
import io.scaph.api.topology.Quality;
import io.scaph.api.workload.Container;
import io.scaph.api.workload.Job;
import io.scaph.api.workload.ProcessInfo;
import io.scaph.api.workload.User;
import io.scaph.api.workload.WorkloadDetail;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Processes that come, go and come back, counters that fail, and readers of different pace. */
final class RandomMachine implements AutoCloseable {
    private static final long SECOND = VirtualClock.SECOND;
    private static final long JOULE = 1_000_000;
    static final long OWN_PID = 7;

    static final Domain DISK = Domain.of("disk", DomainKind.DISK).withQuality(Quality.ESTIMATED);

    private final Random random;
    private final List<Domain> domains = List.of(Domains.pkg(0), Domains.dram(0));
    private final FakeSensor counters = FakeSensor.of(Domains.pkg(0), Domains.dram(0));
    private final FakeSensor disk = FakeSensor.of(DISK);
    private final FakeSensor gpu = FakeSensor.of(Domains.gpu(0)).reportsUse();
    private final FakeWorkloads workloads = new FakeWorkloads(4);
    private final VirtualClock clock = new VirtualClock();
    private final List<ProcessInfo> processes = new ArrayList<>();
    private final ProcessInfo own = described(OWN_PID, 0);
    private final Monitor monitor;
    private final List<SnapshotReader> readers = new ArrayList<>();
    private final List<Snapshot> seen = new ArrayList<>();
    private long gcNanos;
    private long jvmNanos;

    RandomMachine(Random random) {
        this.random = random;
        for (int i = 0; i < 8; i++) {
            processes.add(described(1 + i % 5, i));
        }
        disk.estimate(0.5, 2);
        useOwn();
        try {
            monitor = Monitor.builder()
                    .sensor("counters", "", counters)
                    .sensor("disk", "", disk)
                    .sensor("gpu", "", gpu)
                    .workloads(workloads)
                    .details(Set.of(WorkloadDetail.values()))
                    .clock(clock)
                    .manualTicks()
                    .policy(random.nextBoolean() ? AllocationPolicy.CAPACITY : AllocationPolicy.ACTIVE)
                    .open();
        } catch (SensorUnavailableException e) {
            throw new AssertionError(e);
        }
        for (int i = 0; i < 3; i++) {
            SnapshotReader reader = monitor.reader();
            readers.add(reader);
            seen.add(reader.latest());
        }
    }

    private static ProcessInfo described(long pid, long start) {
        return FakeWorkloads.process(pid, start, "process-" + pid)
                .withUser(User.of(start % 3, start % 3 == 0 ? "root" : null))
                .withUnit("unit-" + start % 2 + ".service")
                .withContainer(start % 3 == 1 ? Container.of("c" + start % 2, "docker", null) : null)
                .withJob(start % 4 == 3 ? Job.of("12", "slurm") : null);
    }

    private void useOwn() {
        long used = random.nextLong(SECOND);
        workloads.use(own, used);
        jvmNanos += used;
        gcNanos += random.nextLong(1 + used);
        workloads.jvm(new JvmTimes(jvmNanos, gcNanos, 0, 0));
    }

    void live() {
        ProcessInfo process = processes.get(random.nextInt(processes.size()));
        if (random.nextInt(4) == 0) {
            workloads.end(process);
        } else {
            workloads.use(process, random.nextLong(SECOND));
        }
        useOwn();
        workloads.idle(random.nextLong(SECOND));
        for (Domain domain : domains) {
            counters.add(domain, random.nextInt(10) == 0 ? 0 : random.nextLong(100 * JOULE));
            counters.failing(domain, random.nextInt(6) == 0);
        }
        if (random.nextInt(20) == 0) {
            counters.suspend();
        }
        disk.add(DISK, random.nextLong(10 * JOULE));
        disk.failing(DISK, random.nextInt(10) == 0);
        gpu.add(Domains.gpu(0), random.nextLong(100 * JOULE));
        gpu.failing(Domains.gpu(0), random.nextInt(10) == 0);
        gpu.use(Domains.gpu(0), random.nextInt(10), random.nextLong(SECOND));
        clock.advance(random.nextInt(20) == 0 ? 11 * SECOND : random.nextLong(2 * SECOND));
    }

    Interval interval() {
        int chosen = random.nextInt(readers.size());
        SnapshotReader reader = readers.get(chosen);
        Snapshot to = random.nextBoolean() ? reader.refresh() : reader.latest();
        Interval interval = Interval.between(seen.get(chosen), to);
        if (random.nextBoolean()) {
            seen.set(chosen, to);
        }
        return interval;
    }

    @Override
    public void close() {
        monitor.close();
    }
}
