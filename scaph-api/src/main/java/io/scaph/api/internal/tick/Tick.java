package io.scaph.api.internal.tick;

import io.scaph.api.internal.ledger.Ledger;
import io.scaph.api.snapshot.AllocationPolicy;
import io.scaph.api.snapshot.MonitorCost;
import io.scaph.api.snapshot.Resources;
import io.scaph.api.snapshot.SensorInfo;
import io.scaph.api.snapshot.Snapshot;
import io.scaph.api.snapshot.Workload;
import io.scaph.api.spi.NanoClock;
import io.scaph.api.spi.WorkloadSource;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads everything once: counters, then workloads, then the ledger is closed and a snapshot made. Energy and CPU time are
 * read one after the other, each in the same order every time, so their windows are equally long and shifted by the time
 * that the reading takes. Not safe for several threads.
 */
public final class Tick implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(Tick.class);

    private final List<SensorInfo> infos;
    private final SensorBank sensors;
    private final HostAccount host;
    private final Ledger ledger;
    private final NanoClock clock;
    private final WorkloadSource workloads;
    private final Failures.Call pass;
    private final Failures workloadFailures;
    private long sequence = -1;
    private long lastNanos;
    private long tickNanos;
    private long lastTickNanos;
    private long skewNanos;

    /**
     * Makes the tick of a monitor.
     *
     * @param open the open sensors; closed by {@link #close()}
     * @param workloads the open workload source; closed by {@link #close()}
     * @param clock the monitor's clock
     * @param policy how to divide energy
     */
    public Tick(List<OpenSensor> open, WorkloadSource workloads, NanoClock clock, AllocationPolicy policy) {
        this.workloads = workloads;
        this.clock = clock;
        ledger = new Ledger(policy);
        infos = open.stream().map(OpenSensor::info).toList();
        sensors = new SensorBank(open, clock);
        host = new HostAccount(sensors);
        pass = () -> workloads.read(ledger);
        workloadFailures = new Failures(LOGGER, "reading the processes");
    }

    /**
     * How often to tick or poll so that no wrap can be missed.
     *
     * @return ns, above 0
     */
    public long wrapPeriodNanos() {
        return sensors.wrapPeriodNanos();
    }

    /**
     * Whether every counter was seen to move since the beginning.
     *
     * @return false while the next move of one is to be looked for
     */
    public boolean dated() {
        return sensors.dated();
    }

    /**
     * Reads everything.
     *
     * @param seenByAll the newest snapshot that every open reader has seen
     * @return what is known now; the first call sets the baseline and knows no energy yet
     */
    public Snapshot run(long seenByAll) {
        Instant time = Instant.now();
        account();
        return new Snapshot(
                sequence,
                lastNanos,
                time,
                infos,
                sensors.topology(),
                host.publish(),
                sensors.publish(),
                ledger.publish(sequence, seenByAll),
                new MonitorCost(sequence + 1, tickNanos, lastTickNanos, skewNanos));
    }

    /**
     * Reads the counters only, so that none wraps unseen until the next tick.
     */
    public void poll() {
        sensors.read();
    }

    /**
     * Reads everything and closes the ledger, without a snapshot. Allocates nothing but what the sensors and the workloads
     * do, and the lines of new workloads.
     */
    public void account() {
        long beginNanos = clock.nanoTime();
        long nanos = sensors.read();
        long elapsed = sequence < 0 ? 0 : nanos - lastNanos;
        lastNanos = nanos;
        sequence++;

        long energy = host.settle();
        ledger.beginPass();
        skewNanos = clock.nanoTime() - nanos;
        boolean passed = workloadFailures.guard(pass) == null;
        if (passed) {
            ledger.endPass();
        }
        if (host.lost()) {
            ledger.drop();
        } else if (!host.known()) {
            ledger.postpone(elapsed);
        } else if (passed) {
            ledger.post(energy, elapsed);
        } else {
            ledger.postUnread(energy, elapsed);
        }
        lastTickNanos = clock.nanoTime() - beginNanos;
        tickNanos += lastTickNanos;
    }

    /**
     * What a workload uses besides CPU time. For any thread.
     *
     * @param workload which
     * @return its resources now, as far as they are known
     */
    public Optional<Resources> resources(Workload workload) {
        return workloads.resources(workload);
    }

    @Override
    public void close() {
        sensors.close();
        workloadFailures.guard(workloads::close);
    }
}
