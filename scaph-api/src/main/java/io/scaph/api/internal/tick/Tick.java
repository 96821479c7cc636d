package io.scaph.api.internal.tick;

import io.scaph.api.internal.host.HostCounters;
import io.scaph.api.internal.host.HostCounters.HostReading;
import io.scaph.api.internal.host.HostPart;
import io.scaph.api.internal.ledger.Account;
import io.scaph.api.internal.ledger.AllocationKey;
import io.scaph.api.internal.ledger.Ledger;
import io.scaph.api.internal.plugin.OpenSensor;
import io.scaph.api.internal.snapshot.Balance;
import io.scaph.api.internal.snapshot.TickSnapshot;
import io.scaph.api.internal.snapshot.TickSnapshot.TickCost;
import io.scaph.api.snapshot.AllocationPolicy;
import io.scaph.api.snapshot.ProcessEnergy;
import io.scaph.api.spi.NanoClock;
import io.scaph.api.spi.WorkloadSource;
import io.scaph.api.topology.Domain;
import io.scaph.api.workload.ProcessInfo;
import io.scaph.api.workload.Resources;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads everything once: counters, then processes, then the use of devices; then it closes the ledger and makes a snapshot.
 * Energy and CPU time are read one after the other, in the same order every time, so their windows are equally long and
 * shifted by the time that the reading takes. Not safe for use by several threads, except {@link #resources} and {@link
 * #activity}.
 */
public final class Tick implements AutoCloseable {
    private final HostCounters counters;
    private final ProcessReader processes;
    private final Ledger ledger;
    private final NanoClock clock;

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
        this(open, workloads, clock, policy, AllocationKey::of);
    }

    Tick(
            List<OpenSensor> open,
            WorkloadSource workloads,
            NanoClock clock,
            AllocationPolicy policy,
            Function<Domain, Optional<AllocationKey>> keys) {
        this.clock = clock;
        counters = new HostCounters(open, clock, keys);
        ledger = new Ledger(policy, counters.ownDomains(), keys, counters.cpus());
        processes = new ProcessReader(workloads, ledger);
    }

    /**
     * Returns the counters that it reads.
     *
     * @return the counters, for any thread
     */
    public HostCounters counters() {
        return counters;
    }

    /**
     * Returns what has been shared by CPU time.
     *
     * @return totals since the monitor was opened
     */
    Account.Shared shared() {
        return ledger.cpu().shared();
    }

    /**
     * Returns what is being read now. For any thread.
     *
     * @return what is being read; empty between readings
     */
    String activity() {
        String reading = counters.activity();
        return reading.isEmpty() ? processes.activity() : reading;
    }

    /**
     * Reads everything.
     *
     * @param seenByAll the newest snapshot that every open reader has seen
     * @return what is known now; the first call sets the baseline and knows no energy yet
     */
    public TickSnapshot run(long seenByAll) {
        Instant time = Instant.now();
        long beginNanos = clock.nanoTime();
        HostReading reading = counters.read();
        account(beginNanos, reading.nanoTime());
        Balance balance = ledger.publish(sequence, seenByAll);
        Optional<ProcessEnergy> self = processes.self(balance.processes());
        return new TickSnapshot(
                sequence,
                reading.nanoTime(),
                time,
                reading.sensors(),
                reading.topology(),
                reading.host(),
                reading.domains(),
                balance,
                new TickCost(Duration.ofNanos(tickNanos), Duration.ofNanos(lastTickNanos), Duration.ofNanos(skewNanos)),
                self,
                self.flatMap(processes::jvm));
    }

    /**
     * Reads everything and closes the ledger, without a snapshot. Allocates nothing, except in the sensors and the workload
     * source, and the lines of new processes.
     */
    public void account() {
        long beginNanos = clock.nanoTime();
        account(beginNanos, counters.settle());
    }

    private void account(long beginNanos, long nanos) {
        long elapsed = sequence < 0 ? 0 : nanos - lastNanos;
        lastNanos = nanos;
        sequence++;

        ledger.allot(counters.cpus());
        ledger.beginPass();
        skewNanos = clock.nanoTime() - nanos;
        boolean passed = processes.read();
        if (passed) {
            ledger.endPass();
        }
        counters.readUses(ledger, passed);
        for (int i = 0; i < ledger.accounts().size(); i++) {
            // CPU clocks show later what was used while they could not be read. Other use is reported only once.
            boolean carriesOver = !passed && i == Ledger.CPU;
            account(counters.parts().get(i), ledger.accounts().get(i), carriesOver, elapsed);
        }
        lastTickNanos = clock.nanoTime() - beginNanos;
        tickNanos += lastTickNanos;
    }

    /** Each account separately: one with unknown energy does not delay the others. */
    private static void account(HostPart part, Account account, boolean carriesOver, long elapsed) {
        if (part.lost()) {
            account.drop();
        } else if (!part.known()) {
            account.postpone(elapsed);
        } else if (carriesOver) {
            account.postUnread(part.delta(), elapsed);
        } else {
            account.post(part.delta(), elapsed);
        }
    }

    /**
     * Returns what a process uses in addition to CPU time. For any thread.
     *
     * @param process the process
     * @return its resources now, as far as they are known
     */
    public Optional<Resources> resources(ProcessInfo process) {
        return processes.resources(process);
    }

    @Override
    public void close() {
        counters.close();
        processes.close();
    }
}
