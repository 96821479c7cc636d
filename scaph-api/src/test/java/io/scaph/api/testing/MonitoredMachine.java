package io.scaph.api.testing;

import io.scaph.api.Monitor;
import io.scaph.api.MonitorBuilder;
import io.scaph.api.internal.own.CpuClocks;
import io.scaph.api.spi.SensorUnavailableException;
import io.scaph.api.topology.Domain;
import java.util.concurrent.atomic.AtomicLong;

/** A machine of 4 CPUs and one package in virtual time, and monitors of it that tick only on request. */
public abstract class MonitoredMachine {
    protected static final long SECOND = VirtualClock.SECOND;
    protected static final long JOULE = 1_000_000;

    protected final Domain pkg = Domains.pkg(0);
    protected final FakeSensor sensor = FakeSensor.of(pkg);
    protected final VirtualClock clock = new VirtualClock();
    protected final AtomicLong processNanos = new AtomicLong();
    protected final AtomicLong threadNanos = new AtomicLong();

    private final CpuClocks cpu = new CpuClocks() {
        @Override
        public long processNanos() {
            return processNanos.get();
        }

        @Override
        public long threadNanos() {
            return threadNanos.get();
        }
    };

    protected final FakeWorkloads workloads = new FakeWorkloads(4).clocks(cpu);

    protected MonitorBuilder builder() {
        return Monitor.builder()
                .sensor("fake", "a fake", sensor)
                .workloads(workloads)
                .clock(clock)
                .manualTicks();
    }

    protected Monitor open() throws SensorUnavailableException {
        return builder().open();
    }

    protected void pass(long nanos, long joules) {
        clock.advance(nanos);
        sensor.add(pkg, joules * JOULE);
    }

    protected void second(long joules) {
        pass(SECOND, joules);
    }

    /** The process works on 2 CPUs, the thread that asks on one of them. */
    protected void work(long nanos, long joules) {
        pass(nanos, joules);
        processNanos.addAndGet(2 * nanos);
        threadNanos.addAndGet(nanos);
    }
}
