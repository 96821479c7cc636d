package io.scaph.api.internal.host;

import io.scaph.api.internal.ledger.AllocationKey;
import io.scaph.api.internal.ledger.Ledger;
import io.scaph.api.internal.plugin.OpenSensor;
import io.scaph.api.internal.plugin.TopologyUnion;
import io.scaph.api.internal.snapshot.TickSnapshot.HostTotal;
import io.scaph.api.snapshot.DomainEnergy;
import io.scaph.api.snapshot.SensorInfo;
import io.scaph.api.spi.NanoClock;
import io.scaph.api.topology.Domain;
import io.scaph.api.topology.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The counters of the host. Ticks read them, and so does any thread that needs a {@link #sample()} between ticks. Safe for use
 * by several threads; only one thread makes the ticks.
 */
public final class HostCounters implements AutoCloseable {
    /**
     * What one reading of the counters shows, as totals since the monitor was opened.
     *
     * @param nanoTime when they were read, on the monitor's clock
     * @param sensors the sensors that were read
     * @param topology the topology of all sensors together
     * @param host the energy of the host
     * @param domains the energy of each domain, in the order of the topology
     */
    public record HostReading(
            long nanoTime, List<SensorInfo> sensors, Topology topology, HostTotal host, List<DomainEnergy> domains) {}

    private final NanoClock clock;
    private final HostAccount host;
    private final SensorLock lock = new SensorLock();

    // Written under the lock.
    private volatile SensorBank sensors;
    private @Nullable UseReader uses;
    private boolean sampled;
    private volatile Sample lastSample = Sample.NONE;
    private volatile Optional<String> blockage = Optional.empty();
    private volatile boolean frozen;
    private volatile @Nullable List<OpenSensor> replacement;
    /** Sensors that are no longer read. The code that replaced them may have closed them already. */
    private final List<OpenSensor> replaced = new ArrayList<>();

    /**
     * Takes over the sensors of a monitor.
     *
     * @param open the open sensors; closed by {@link #close()}
     * @param clock the monitor's clock
     * @param keys what the energy of a domain is shared by, if not by CPU time
     */
    public HostCounters(List<OpenSensor> open, NanoClock clock, Function<Domain, Optional<AllocationKey>> keys) {
        this.clock = clock;
        sensors = new SensorBank(open, clock, lock);
        host = new HostAccount(sensors, keys);
    }

    /**
     * Returns the domains of the host that have an account each.
     *
     * @return the domains; the same for as long as the counters are open
     */
    public List<Domain> ownDomains() {
        return host.ownDomains();
    }

    /**
     * Returns the parts of the host's energy after the last tick, for the thread that ticks.
     *
     * @return the part of CPU time, then those of {@link #ownDomains()}
     */
    public List<HostPart> parts() {
        return host.parts();
    }

    /** Returns the sensors that are read, in order. */
    public List<OpenSensor> sensors() {
        return sensors.open();
    }

    /** Returns the time between two moves of the counters of the slowest sensor, in ns. */
    public long stepNanos() {
        return sensors.stepNanos();
    }

    /** Returns how many CPUs the host has, above 0 and not always whole, if it is a part of the machine; else empty. */
    public OptionalDouble cpus() {
        return sensors.cpus();
    }

    /** Returns how often to read so that no wrap can be missed, in ns, above 0. */
    public long wrapPeriodNanos() {
        return sensors.wrapPeriodNanos();
    }

    /**
     * Returns whether every counter was seen to move since the start, for the thread that ticks.
     *
     * @return false while the next move of one is to be looked for
     */
    public boolean dated() {
        return sensors.dated();
    }

    /**
     * Returns why a reading that has not returned holds up a counter.
     *
     * @return the domain, the reading and for how long; empty if none does
     */
    public Optional<String> blockage() {
        return blockage;
    }

    /** Returns whether at the last tick the host's counters could be read, and none of them had moved for 10 s. */
    public boolean frozen() {
        return frozen;
    }

    /** Returns what is being read now; an empty text between readings. */
    public String activity() {
        return lock.activity();
    }

    /** A reading younger than this is used as the current one: the counters might not have moved since. */
    private long freshNanos() {
        return 2 * stepNanos();
    }

    /**
     * Reads other sensors from the next tick on. All totals continue. For one thread at a time.
     *
     * @param next the open sensors, closed by {@link #close()} once they are taken over; the caller closes those that are left
     *     after {@link #sensors()} returns the new ones
     * @throws IllegalArgumentException if they can't be added up, or the domains with their own accounts are others
     */
    public void replace(List<OpenSensor> next) {
        Topology topology =
                TopologyUnion.of(next.stream().map(OpenSensor::topology).toList());
        if (!host.fits(topology)) {
            throw new IllegalArgumentException("its GPUs are others");
        }
        lock.lock();
        try {
            if (lock.isClosed()) {
                throw new IllegalArgumentException("the monitor is closed");
            }
            replacement = List.copyOf(next);
        } finally {
            lock.unlock();
        }
    }

    /** Reads the counters between two ticks, so that no wrap is missed. */
    public void poll() {
        lock.lock();
        try {
            readUnlessSampled();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Reads the counters for a tick and settles the parts of the host. Allocates nothing, except in the sensors.
     *
     * @return when the counters were read, on the monitor's clock
     */
    public long settle() {
        lock.lock();
        try {
            settleParts();
            return sensors.lastNanos();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Reads the counters for a tick, as {@link #settle()}.
     *
     * @return what they show; a sample may be newer at once
     */
    public HostReading read() {
        lock.lock();
        try {
            settleParts();
            lastSample = host.sample(lastSample);
            return new HostReading(
                    sensors.lastNanos(),
                    sensors.open().stream().map(OpenSensor::info).toList(),
                    sensors.topology(),
                    host.publish(),
                    sensors.publish());
        } finally {
            lock.unlock();
        }
    }

    private void settleParts() {
        host.beginTick();
        List<OpenSensor> next = replacement;
        if (next != null) {
            readAndSettle();
            take(next);
        }
        readAndSettle();
        blockage = sensors.blockage();
        frozen = sensors.frozen();
    }

    private void readAndSettle() {
        readUnlessSampled();
        sampled = false;
        host.settle();
        sensors.clear();
    }

    private void readUnlessSampled() {
        if (!sampled || !sensors.readWithin(freshNanos())) {
            sensors.read();
        }
    }

    private void take(List<OpenSensor> next) {
        sensors().stream().filter(one -> !next.contains(one)).forEach(replaced::add);
        sensors = sensors.replacedBy(next);
        host.use(sensors);
        uses = null;
        replacement = null;
    }

    /**
     * Asks the sensors which processes used their devices since the last call, and adds that to the accounts of a ledger.
     *
     * @param ledger the ledger of this host
     * @param processesRead whether the processes could be read in this tick; if not, the use is unknown
     */
    public void readUses(Ledger ledger, boolean processesRead) {
        lock.lock();
        try {
            if (uses == null) {
                uses = new UseReader(sensors(), ledger);
            }
            uses.read(processesRead);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Reads the counters, unless the last reading is recent.
     *
     * @return the host up to two steps of the counters ago. An older sample if the sensors are slow or held up; the last one
     *     if the counters are closed
     */
    public Sample sample() {
        Sample last = lastSample;
        if (lock.isClosed() || lock.isSlow() || clock.nanoTime() - last.nanos() <= freshNanos() || !lock.tryLock()) {
            return last;
        }
        try {
            if (!lock.isClosed()) {
                if (!sensors.readWithin(freshNanos())) {
                    sensors.read();
                    sampled = true;
                }
                lastSample = host.sample(lastSample);
            }
            return lastSample;
        } finally {
            lock.unlock();
        }
    }

    /** Closes the sensors, also those that were to take over at the next tick. */
    @Override
    public void close() {
        // First, so that no scope waits for a sensor that hangs.
        lock.close();
        lock.lock();
        try {
            sensors.close();
            replaced.forEach(OpenSensor::close);
            List<OpenSensor> waiting = replacement;
            if (waiting != null) {
                waiting.stream().filter(one -> !sensors().contains(one)).forEach(OpenSensor::close);
            }
        } finally {
            lock.unlock();
        }
    }
}
