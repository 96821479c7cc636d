package io.scaph.api.internal.tick;

import io.scaph.api.internal.ledger.DeviceAccounts;
import io.scaph.api.internal.ledger.Ledger;
import io.scaph.api.internal.value.Balance;
import io.scaph.api.internal.value.HostTotal;
import io.scaph.api.internal.value.TickCost;
import io.scaph.api.internal.value.TickSnapshot;
import io.scaph.api.snapshot.AllocationPolicy;
import io.scaph.api.snapshot.DomainEnergy;
import io.scaph.api.snapshot.JvmEnergy;
import io.scaph.api.snapshot.ProcessEnergy;
import io.scaph.api.snapshot.ProcessInfo;
import io.scaph.api.snapshot.Resources;
import io.scaph.api.spi.NanoClock;
import io.scaph.api.spi.WorkloadSource;
import io.scaph.api.topology.Topology;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads everything once: counters, then processes, then who used the devices; then the ledger is closed and a snapshot made. Energy and CPU time are
 * read one after the other, each in the same order every time, so their windows are equally long and shifted by the time
 * that the reading takes. Not safe for several threads, but for {@link #sample()} and {@link #resources}.
 */
public final class Tick implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(Tick.class);

    /**
     * RAPL counters move about once in a millisecond. A reading that is younger stands for one of now: else they would not
     * have moved, and nothing would be known of the time since.
     */
    private static final long FRESH_NANOS = 2_000_000;

    private final HostAccount host;
    private final Ledger ledger;
    private final NanoClock clock;
    private final WorkloadSource workloads;
    private final Failures.Call pass;
    private final Failures workloadFailures;
    private final Failures sensorFailures = new Failures(LOGGER, "closing a sensor");
    private final Failures jvmFailures = new Failures(LOGGER, "reading the threads of this JVM");
    private final JvmAccount jvmAccount = new JvmAccount();
    private final long freshNanos;
    /** Of what belongs to the counters: they are read by ticks, and for samples by any thread. */
    private final ReentrantLock reading = new ReentrantLock();

    // Under that lock, but for what other threads may look at.
    private volatile SensorBank sensors;
    private DeviceUses uses;
    private boolean sampled;
    private boolean closed;

    /** Written by the thread that ticks. */
    private volatile List<OpenSensor> open;

    private volatile OptionalDouble allottedCpus;
    private volatile Optional<String> blockage = Optional.empty();
    private volatile boolean frozen;
    private volatile String activity = "";
    /** What takes over at the next tick; see {@link #replace}. */
    private volatile @Nullable List<OpenSensor> replacement;

    private volatile Sample lastSample = Sample.NONE;

    /** What a tick took from the counters under the lock. */
    private long energyMicrojoules;

    private boolean known;
    private boolean lost;
    private @Nullable HostTotal hostEnergy;
    private @Nullable Topology topology;
    private List<DomainEnergy> domains = List.of();

    private Optional<ProcessEnergy> self = Optional.empty();
    private Optional<JvmEnergy> jvm = Optional.empty();

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
        freshNanos = clock == NanoClock.SYSTEM ? FRESH_NANOS : 0;
        this.open = List.copyOf(open);
        sensors = new SensorBank(open, clock);
        host = new HostAccount(sensors);
        allottedCpus = allottedCpus(open);
        ledger = new Ledger(policy, host.devices().domains(), allottedCpus);
        uses = new DeviceUses(open, host.devices().domains(), ledger.devices());
        pass = () -> workloads.read(ledger);
        workloadFailures = new Failures(LOGGER, "reading the processes");
    }

    private static OptionalDouble allottedCpus(List<OpenSensor> open) {
        return open.stream()
                .map(one -> one.sensor().cpus())
                .filter(cpus -> cpus.isPresent() && cpus.getAsDouble() > 0)
                .findFirst()
                .orElse(OptionalDouble.empty());
    }

    /**
     * The sensors that are read. For any thread.
     *
     * @return the sensors, in order
     */
    public List<OpenSensor> sensors() {
        return open;
    }

    /**
     * Reads other sensors from the next tick on; all totals go on. For one thread at a time.
     *
     * @param next the open sensors, closed by {@link #close()} once they are taken over; those that are left are the
     *     caller's to close after {@link #sensors()} shows the new ones
     * @throws IllegalArgumentException if they can't be added up, or their devices are others
     */
    public void replace(List<OpenSensor> next) {
        Topology topology =
                Topology.union(next.stream().map(one -> one.sensor().topology()).toList());
        if (!host.devices().sameIn(topology)) {
            throw new IllegalArgumentException("its GPUs are others");
        }
        replacement = List.copyOf(next);
    }

    /**
     * Why a reading that has not returned holds up a counter. For any thread.
     *
     * @return the domain, the reading and for how long; empty if none does
     */
    public Optional<String> blockage() {
        return blockage;
    }

    /**
     * Whether the host's counters can be read, and none of them has moved for 10 s. For any thread.
     *
     * @return true if so at the last tick
     */
    public boolean frozen() {
        return frozen;
    }

    /**
     * What the tick is doing just now. For any thread.
     *
     * @return what is being read; empty between ticks
     */
    public String activity() {
        String reading = sensors.activity();
        return reading.isEmpty() ? activity : reading;
    }

    /**
     * How many CPUs the host has, if it is a part of the machine.
     *
     * @return a number above 0, not always a whole one; else empty
     */
    public OptionalDouble allottedCpus() {
        return allottedCpus;
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
    public TickSnapshot run(long seenByAll) {
        Instant time = Instant.now();
        account(true);
        Balance balance = ledger.publish(sequence, seenByAll);
        self = Optional.empty();
        jvm = Optional.empty();
        jvmFailures.guard(() -> findSelf(balance.processes()));
        return new TickSnapshot(
                sequence,
                lastNanos,
                time,
                open.stream().map(OpenSensor::info).toList(),
                Objects.requireNonNull(topology),
                Objects.requireNonNull(hostEnergy),
                domains,
                balance,
                new TickCost(tickNanos, lastTickNanos, skewNanos),
                self,
                jvm);
    }

    private void findSelf(List<ProcessEnergy> lines) throws IOException {
        OptionalLong pid = workloads.ownPid();
        for (int i = 0; pid.isPresent() && self.isEmpty() && i < lines.size(); i++) {
            ProcessEnergy line = lines.get(i);
            if (!line.isEnded() && line.process().pid() == pid.getAsLong()) {
                self = Optional.of(line);
            }
        }
        if (self.isPresent()) {
            ProcessEnergy line = self.get();
            jvm = workloads.jvmTimes().map(times -> jvmAccount.post(times, line));
        }
    }

    /**
     * Reads the counters only, so that none wraps unseen until the next tick.
     */
    public void poll() {
        reading.lock();
        try {
            if (!sampled || !sensors.readWithin(freshNanos)) {
                sensors.read();
            }
        } finally {
            reading.unlock();
        }
    }

    /**
     * Reads the host's counters, and nothing of processes; again only if the last reading is not of just now. For any
     * thread. After {@link #close()} the last sample there was.
     *
     * @return the host at a moment up to 2 ms ago
     */
    public Sample sample() {
        Sample last = lastSample;
        if (clock.nanoTime() - last.nanos() <= freshNanos) {
            return last;
        }
        reading.lock();
        try {
            if (!closed) {
                if (!sensors.readWithin(freshNanos)) {
                    sensors.read();
                    sampled = true;
                }
                lastSample = host.sample(lastSample);
            }
            return lastSample;
        } finally {
            reading.unlock();
        }
    }

    /**
     * Reads everything and closes the ledger, without a snapshot. Allocates nothing but what the sensors and the processes
     * do, and the lines of new processes.
     */
    public void account() {
        account(false);
    }

    private void account(boolean publishing) {
        long beginNanos = clock.nanoTime();
        long nanos = readHost(publishing);
        long elapsed = sequence < 0 ? 0 : nanos - lastNanos;
        lastNanos = nanos;
        sequence++;

        ledger.beginPass();
        skewNanos = clock.nanoTime() - nanos;
        activity = "the processes";
        boolean passed = workloadFailures.guard(pass) == null;
        activity = "";
        if (passed) {
            ledger.endPass();
        }
        if (lost) {
            ledger.drop();
        } else if (!known) {
            ledger.postpone(elapsed);
        } else if (passed) {
            ledger.post(energyMicrojoules, elapsed);
        } else {
            ledger.postUnread(energyMicrojoules, elapsed);
        }
        if (ledger.devices().size() > 0) {
            accountForDevices(passed, elapsed);
        }
        lastTickNanos = clock.nanoTime() - beginNanos;
        tickNanos += lastTickNanos;
    }

    /** Each device apart: one whose energy is not known holds up nobody else's. */
    private void accountForDevices(boolean passed, long elapsed) {
        readUses(passed);
        HostDevices devices = host.devices();
        DeviceAccounts accounts = ledger.devices();
        for (int i = 0; i < accounts.size(); i++) {
            if (devices.lost(i)) {
                accounts.drop(i);
            } else if (devices.known(i)) {
                accounts.post(i, devices.delta(i), elapsed);
            } else {
                accounts.postpone(i, elapsed);
            }
        }
    }

    /** Under the lock: a sensor is called by one thread at a time. */
    private void readUses(boolean passed) {
        reading.lock();
        try {
            uses.read(passed);
        } finally {
            reading.unlock();
        }
    }

    /** Under the lock, up to what is published: a sample may read on at once. */
    private long readHost(boolean publishing) {
        reading.lock();
        try {
            energyMicrojoules = 0;
            known = false;
            List<OpenSensor> next = replacement;
            if (next != null) {
                settle();
                use(next);
            }
            settle();
            lost = host.lost() && !known;
            blockage = sensors.blockage();
            frozen = sensors.frozen();
            if (publishing) {
                hostEnergy = host.publish();
                topology = sensors.topology();
                domains = sensors.publish();
                lastSample = host.sample(lastSample);
            }
            return sensors.lastNanos();
        } finally {
            reading.unlock();
        }
    }

    private void settle() {
        if (!sampled || !sensors.readWithin(freshNanos)) {
            sensors.read();
        }
        sampled = false;
        energyMicrojoules += host.settle();
        known |= host.known();
    }

    private void use(List<OpenSensor> next) {
        sensors = sensors.replacedBy(next);
        host.use(sensors);
        uses = new DeviceUses(next, host.devices().domains(), ledger.devices());
        allottedCpus = allottedCpus(next);
        ledger.allot(allottedCpus);
        open = next;
        replacement = null;
    }

    /**
     * What a process uses besides CPU time. For any thread.
     *
     * @param process which
     * @return its resources now, as far as they are known
     */
    public Optional<Resources> resources(ProcessInfo process) {
        return workloads.resources(process);
    }

    @Override
    public void close() {
        reading.lock();
        try {
            closed = true;
            sensors.close();
            List<OpenSensor> waiting = replacement;
            if (waiting != null) {
                waiting.stream()
                        .filter(one -> !open.contains(one))
                        .forEach(one -> sensorFailures.guard(one.sensor()::close));
            }
        } finally {
            reading.unlock();
        }
        workloadFailures.guard(workloads::close);
    }
}
