package io.scaph.api.testing;

import io.scaph.api.spi.DeviceUse;
import io.scaph.api.spi.RawCounters;
import io.scaph.api.spi.Sensor;
import io.scaph.api.topology.Domain;
import io.scaph.api.topology.Topology;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Counters that move when a test moves them. */
public final class FakeSensor implements Sensor {
    private final Topology topology;
    private final long[] raw;
    private final boolean[] failing;
    private final AtomicInteger reads = new AtomicInteger();
    private final AtomicInteger closes = new AtomicInteger();
    private volatile Runnable interception = () -> {};
    private volatile boolean suspended;
    private volatile int restarted = -1;
    private volatile double low = 1;
    private volatile double high = 1;
    private final List<Consumer<DeviceUse>> uses = new ArrayList<>();
    private boolean reportsUse;

    public FakeSensor(Topology topology) {
        this.topology = topology;
        raw = new long[topology.domains().size()];
        failing = new boolean[raw.length];
        Arrays.fill(raw, 1_000_000_000);
    }

    public static FakeSensor of(Domain... domains) {
        return new FakeSensor(Topology.of(List.of(domains), List.of(domains)));
    }

    @Override
    public Duration step() {
        return Duration.ZERO;
    }

    public synchronized void add(Domain domain, long microjoules) {
        raw[index(domain)] += microjoules;
    }

    public synchronized void set(Domain domain, long value) {
        raw[index(domain)] = value;
    }

    public synchronized void failing(Domain domain, boolean fails) {
        failing[index(domain)] = fails;
    }

    /** The next reading reports that the machine was suspended. */
    public void suspend() {
        suspended = true;
    }

    /** The next reading reports that one counter restarted. */
    public void restart(Domain domain) {
        restarted = index(domain);
    }

    /** From now on the counters are estimates, with bounds that are these multiples of what they show. */
    public void estimate(double lowPart, double highPart) {
        low = lowPart;
        high = highPart;
    }

    /** What a reading does before the counters are put. */
    public void intercept(Runnable what) {
        interception = what;
    }

    /** From now on it reports the processes that used its devices; before that they are unknown. */
    public synchronized FakeSensor reportsUse() {
        reportsUse = true;
        return this;
    }

    /** Sets what the next reading of uses reports. */
    public synchronized void use(Domain device, long pid, long nanos) {
        reportUse(use -> use.busy(index(device), pid, nanos));
    }

    public synchronized void reportUse(Consumer<DeviceUse> what) {
        reportsUse = true;
        uses.add(what);
    }

    @Override
    public synchronized void readUse(DeviceUse use) {
        if (!reportsUse) {
            Sensor.super.readUse(use);
            return;
        }
        List<Consumer<DeviceUse>> reports = List.copyOf(uses);
        uses.clear();
        reports.forEach(one -> one.accept(use));
    }

    public int index(Domain domain) {
        return topology.domains().indexOf(domain);
    }

    public int reads() {
        return reads.get();
    }

    public int closes() {
        return closes.get();
    }

    @Override
    public Topology topology() {
        return topology;
    }

    @Override
    public void read(RawCounters counters) {
        reads.incrementAndGet();
        interception.run();
        if (suspended) {
            suspended = false;
            counters.suspended();
        }
        if (restarted >= 0) {
            counters.restarted(restarted);
            restarted = -1;
        }
        synchronized (this) {
            for (int i = 0; i < raw.length; i++) {
                if (failing[i]) {
                    counters.fail(i, "broken on purpose");
                } else {
                    counters.putEstimate(i, raw[i], (long) (raw[i] * low), (long) (raw[i] * high));
                }
            }
        }
    }

    @Override
    public void close() {
        closes.incrementAndGet();
    }
}
