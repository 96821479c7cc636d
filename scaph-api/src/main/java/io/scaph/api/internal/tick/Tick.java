package io.scaph.api.internal.tick;

import io.scaph.api.internal.ledger.Ledger;
import io.scaph.api.snapshot.SensorInfo;
import io.scaph.api.snapshot.Snapshot;
import io.scaph.api.spi.NanoClock;
import io.scaph.api.spi.WorkloadSource;
import java.time.Instant;
import java.util.List;
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
    private final Ledger ledger = new Ledger();
    private final WorkloadSource workloads;
    private final Failures.Call pass;
    private final Failures workloadFailures;
    private long sequence = -1;
    private long lastNanos;

    /**
     * Makes the tick of a monitor.
     *
     * @param open the open sensors; closed by {@link #close()}
     * @param workloads the open workload source; closed by {@link #close()}
     * @param clock the monitor's clock
     */
    public Tick(List<OpenSensor> open, WorkloadSource workloads, NanoClock clock) {
        this.workloads = workloads;
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
                ledger.endedMicrojoules(),
                ledger.idleMicrojoules(),
                ledger.unattributedMicrojoules());
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
        long nanos = sensors.read();
        long elapsed = sequence < 0 ? 0 : nanos - lastNanos;
        lastNanos = nanos;
        sequence++;

        long energy = host.settle();
        ledger.beginPass();
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
    }

    @Override
    public void close() {
        sensors.close();
        workloadFailures.guard(workloads::close);
    }
}
