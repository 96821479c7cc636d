package io.scaph.api.internal.tick;

import io.scaph.api.internal.ledger.Account;
import io.scaph.api.internal.ledger.AllocationKey;
import io.scaph.api.internal.ledger.Ledger;
import io.scaph.api.internal.own.OwnProcessSource;
import io.scaph.api.internal.plugin.PluginGuard;
import io.scaph.api.internal.snapshot.Balance;
import io.scaph.api.internal.snapshot.HostTotal;
import io.scaph.api.internal.snapshot.TickCost;
import io.scaph.api.internal.snapshot.TickSnapshot;
import io.scaph.api.internal.topology.TopologyRecord;
import io.scaph.api.snapshot.AllocationPolicy;
import io.scaph.api.snapshot.DomainEnergy;
import io.scaph.api.snapshot.JvmEnergy;
import io.scaph.api.snapshot.ProcessEnergy;
import io.scaph.api.spi.NanoClock;
import io.scaph.api.spi.WorkloadSource;
import io.scaph.api.topology.Domain;
import io.scaph.api.topology.Topology;
import io.scaph.api.workload.ProcessInfo;
import io.scaph.api.workload.Resources;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
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
    private static final long SAMPLE_WAIT_NANOS = 5_000_000_000L;
    private static final long SAMPLE_LOOK_NANOS = 20_000_000;

    private final HostAccount host;
    private final Ledger ledger;
    private final NanoClock clock;
    private final WorkloadSource workloads;
    private final PluginGuard.Call pass;
    private final PluginGuard passGuard = new PluginGuard(LOGGER, "reading the processes");
    private final PluginGuard selfGuard = new PluginGuard(LOGGER, "reading the id of this process");
    private final PluginGuard jvmGuard = new PluginGuard(LOGGER, "reading the threads of this JVM");
    private final PluginGuard resourcesGuard = new PluginGuard(LOGGER, "reading the resources of a process");
    private final JvmAccount jvmAccount = new JvmAccount();
    /** Of what belongs to the counters: they are read by ticks, and for samples by any thread. */
    private final ReentrantLock reading = new ReentrantLock();

    // Under that lock, but for what other threads may look at.
    private volatile SensorBank sensors;
    private UseReader uses;
    private boolean sampled;
    private volatile boolean closed;

    /** Written by the thread that ticks. */
    private volatile List<OpenSensor> open;

    private volatile OptionalDouble allottedCpus;
    private volatile long stepNanos;
    private volatile Optional<String> blockage = Optional.empty();
    private volatile boolean frozen;
    private volatile String activity = "";
    /** Sensors that are not read any more; closed by who replaced them, and once more with the rest: that does nothing. */
    private final List<OpenSensor> replaced = new ArrayList<>();
    /** What takes over at the next tick; see {@link #replace}. */
    private volatile @Nullable List<OpenSensor> replacement;

    private volatile Sample lastSample = Sample.NONE;

    /** What a tick took from the counters under the lock. */
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
        this(open, workloads, clock, policy, AllocationKey::of);
    }

    Tick(
            List<OpenSensor> open,
            WorkloadSource workloads,
            NanoClock clock,
            AllocationPolicy policy,
            Function<Domain, Optional<AllocationKey>> keys) {
        this.workloads = workloads;
        this.clock = clock;
        stepNanos = longestStep(open);
        this.open = List.copyOf(open);
        sensors = new SensorBank(open, clock);
        host = new HostAccount(sensors, keys);
        allottedCpus = allottedCpus(open);
        ledger = new Ledger(policy, host.ownDomains(), keys, allottedCpus);
        uses = new UseReader(open, ledger);
        pass = () -> workloads.read(ledger);
    }

    private static OptionalDouble allottedCpus(List<OpenSensor> open) {
        return open.stream()
                .map(OpenSensor::cpus)
                .filter(cpus -> cpus.isPresent() && cpus.getAsDouble() > 0)
                .findFirst()
                .orElse(OptionalDouble.empty());
    }

    private static long longestStep(List<OpenSensor> open) {
        return open.stream().mapToLong(OpenSensor::stepNanos).max().orElse(0);
    }

    /**
     * The time between two moves of the counters. For any thread.
     *
     * @return ns, of the slowest sensor
     */
    public long stepNanos() {
        return stepNanos;
    }

    /** A younger reading stands for one of now: the counters might not have moved, and nothing would be known of the time since. */
    private long freshNanos() {
        return 2 * stepNanos;
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
                TopologyRecord.union(next.stream().map(OpenSensor::topology).toList());
        if (!host.fits(topology)) {
            throw new IllegalArgumentException("its GPUs are others");
        }
        reading.lock();
        try {
            if (closed) {
                throw new IllegalArgumentException("the monitor is closed");
            }
            replacement = List.copyOf(next);
        } finally {
            reading.unlock();
        }
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
        findSelf(balance.processes());
        return new TickSnapshot(
                sequence,
                lastNanos,
                time,
                open.stream().map(OpenSensor::info).toList(),
                Objects.requireNonNull(topology),
                Objects.requireNonNull(hostEnergy),
                domains,
                balance,
                new TickCost(
                        Duration.ofNanos(tickNanos), Duration.ofNanos(lastTickNanos), Duration.ofNanos(skewNanos)),
                self,
                jvm);
    }

    private void findSelf(List<ProcessEnergy> lines) {
        OptionalLong pid = selfGuard.ask(workloads::ownPid, OptionalLong.empty());
        for (int i = 0; pid.isPresent() && self.isEmpty() && i < lines.size(); i++) {
            ProcessEnergy line = lines.get(i);
            if (!line.isEnded() && line.process().pid() == pid.getAsLong()) {
                self = Optional.of(line);
            }
        }
        if (self.isPresent()) {
            ProcessEnergy line = self.get();
            if (workloads instanceof OwnProcessSource own) {
                jvmGuard.run(() -> jvm = own.jvmTimes().map(times -> jvmAccount.post(times, line)));
            }
        }
    }

    /**
     * Reads the counters only, so that none wraps unseen until the next tick.
     */
    public void poll() {
        reading.lock();
        try {
            if (!sampled || !sensors.readWithin(freshNanos())) {
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
     * @return the host at a moment up to two steps of the counters ago. An older one if the sensors are slow to read or being read
     */
    public Sample sample() {
        Sample last = lastSample;
        if (closed || sensors.isSlow() || clock.nanoTime() - last.nanos() <= freshNanos() || !tryReading()) {
            return last;
        }
        try {
            if (!closed) {
                if (!sensors.readWithin(freshNanos())) {
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

    /** An application waits for other readings, in turn, but not for a sensor that hangs. An interrupt is left alone. */
    private boolean tryReading() {
        boolean interrupted = false;
        long begin = System.nanoTime();
        try {
            while (!closed && !sensors.hangs() && System.nanoTime() - begin < SAMPLE_WAIT_NANOS) {
                try {
                    if (reading.tryLock(SAMPLE_LOOK_NANOS, TimeUnit.NANOSECONDS)) {
                        return true;
                    }
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            return false;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
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
        boolean passed = passGuard.run(pass) == null;
        activity = "";
        if (passed) {
            ledger.endPass();
        }
        readUses(passed);
        for (int i = 0; i < ledger.accounts().size(); i++) {
            // CPU clocks show later what was used while they could not be read. Other use is reported only once.
            boolean carriesOver = !passed && i == Ledger.CPU;
            account(host.parts().get(i), ledger.accounts().get(i), carriesOver, elapsed);
        }
        lastTickNanos = clock.nanoTime() - beginNanos;
        tickNanos += lastTickNanos;
    }

    /** Each account apart: one whose energy is not known holds up no other. */
    private void account(HostPart part, Account account, boolean carriesOver, long elapsed) {
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
            host.beginTick();
            List<OpenSensor> next = replacement;
            if (next != null) {
                settle();
                use(next);
            }
            settle();
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
        if (!sampled || !sensors.readWithin(freshNanos())) {
            sensors.read();
        }
        sampled = false;
        host.settle();
    }

    private void use(List<OpenSensor> next) {
        open.stream().filter(one -> !next.contains(one)).forEach(replaced::add);
        sensors = sensors.replacedBy(next);
        host.use(sensors);
        uses = new UseReader(next, ledger);
        allottedCpus = allottedCpus(next);
        stepNanos = longestStep(next);
        ledger.allot(allottedCpus);
        open = next;
        replacement = null;
    }

    /**
     * The account of CPU time. For the thread that ticks.
     *
     * @return the account
     */
    Account cpuAccount() {
        return ledger.cpu();
    }

    /**
     * What a process uses besides CPU time. For any thread.
     *
     * @param process which
     * @return its resources now, as far as they are known
     */
    public Optional<Resources> resources(ProcessInfo process) {
        return resourcesGuard.ask(() -> workloads.resources(process), Optional.empty());
    }

    @Override
    public void close() {
        // First, so that no scope waits for a sensor that hangs.
        closed = true;
        reading.lock();
        try {
            sensors.close();
            replaced.forEach(Tick::close);
            List<OpenSensor> waiting = replacement;
            if (waiting != null) {
                waiting.stream().filter(one -> !open.contains(one)).forEach(Tick::close);
            }
        } finally {
            reading.unlock();
        }
        new PluginGuard(LOGGER, "closing the workload source").run(workloads::close);
    }

    private static void close(OpenSensor open) {
        new PluginGuard(LOGGER, "closing sensor " + open.info().name()).run(open.sensor()::close);
    }
}
