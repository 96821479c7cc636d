package io.scaph.api.internal.tick;

import io.scaph.api.internal.counter.CounterReadings;
import io.scaph.api.internal.counter.EnergyCounter;
import io.scaph.api.internal.plugin.PluginGuard;
import io.scaph.api.internal.topology.TopologyRecord;
import io.scaph.api.snapshot.DomainEnergy;
import io.scaph.api.spi.NanoClock;
import io.scaph.api.topology.Domain;
import io.scaph.api.topology.Topology;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The open sensors of a monitor, with a meter for each of their domains. Not safe for use by several threads. */
final class SensorBank implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(SensorBank.class);

    /** Some tens of counters take less, unless the thread is held up. */
    private static final long LONGEST_SWEEP_NANOS = 3_000_000;

    private static final int SWEEPS = 3;
    /** A meter that is asked over a network, rather than a file of the kernel. */
    private static final long SLOW_NANOS = 100_000_000;
    /** One slow reading may be a pause of the whole process. */
    private static final int MANY_SLOW = 3;
    /** A reading that takes longer than this hangs. */
    private static final long HANG_NANOS = 250_000_000;

    private static final class Slot {
        final OpenSensor open;
        final CounterReadings counters;
        final PluginGuard guard;
        /** Made once: a lambda made for each reading would be garbage. */
        final PluginGuard.Call reading;

        final int firstDomain;
        final String activity;

        @Nullable
        String failure;

        boolean suspended;
        boolean restarted;

        Slot(OpenSensor open, CounterReadings counters, int firstDomain) {
            this.open = open;
            this.counters = counters;
            this.firstDomain = firstDomain;
            activity = "sensor " + open.info().name();
            guard = new PluginGuard(LOGGER, "sensor " + open.info().name());
            reading = () -> open.sensor().read(counters);
        }
    }

    private final NanoClock clock;
    private final Slot[] slots;
    private final Topology topology;
    private final DomainMeter[] meters;
    /** By the domain's id; also of domains that other sensors measured before. */
    private final Map<String, DomainMeter> all = new HashMap<>();

    private final long wrapPeriodNanos;
    private volatile String activity = "";
    private boolean read;
    private boolean slow;
    /** How many readings on end have been slow; by real time, whatever the clock. */
    private volatile int slowReadings;
    /** In real time, whatever the clock; 0 between readings. */
    private volatile long readingSince;

    private long firstNanos;
    private long lastNanos;

    SensorBank(List<OpenSensor> sensors, NanoClock clock) {
        this(sensors, clock, Map.of());
    }

    private SensorBank(List<OpenSensor> sensors, NanoClock clock, Map<String, DomainMeter> former) {
        this.clock = clock;
        List<Topology> parts = new ArrayList<>();
        slots = new Slot[sensors.size()];
        int first = 0;
        for (OpenSensor open : sensors) {
            Topology part = open.topology();
            parts.add(part);
            CounterReadings counters = new CounterReadings(part.domains().size());
            slots[parts.size() - 1] = new Slot(open, counters, first);
            first += part.domains().size();
        }
        topology = TopologyRecord.union(parts);
        List<Domain> domains = topology.domains();
        meters = new DomainMeter[domains.size()];
        all.putAll(former);
        long shortest = Long.MAX_VALUE;
        for (int i = 0; i < meters.length; i++) {
            Domain domain = domains.get(i);
            boolean partOfHost = topology.host().contains(domain);
            DomainMeter meter = former.get(domain.id());
            meters[i] = meter == null ? new DomainMeter(domain, partOfHost) : meter.continued(domain, partOfHost);
            all.put(domain.id(), meters[i]);
            shortest = Math.min(shortest, meters[i].wrapPeriodNanos());
        }
        wrapPeriodNanos = shortest;
    }

    /**
     * A bank of other sensors of the same host. The totals of a domain go on under its id, also of one that was left and
     * comes back. Its counter starts with a new baseline, unless it is the same counter of the hardware.
     *
     * @param sensors the open sensors; those that are in this bank as well go on as if nothing had changed
     */
    SensorBank replacedBy(List<OpenSensor> sensors) {
        for (Slot slot : slots) {
            if (!sensors.contains(slot.open)) {
                boolean sameSource = sensors.stream()
                        .anyMatch(open ->
                                open.info().name().equals(slot.open.info().name()));
                for (int i = 0; i < slot.counters.size(); i++) {
                    meters[slot.firstDomain + i].handOver(sameSource);
                }
            }
        }
        SensorBank next = new SensorBank(sensors, clock, all);
        next.read = read;
        next.firstNanos = firstNanos;
        next.lastNanos = lastNanos;
        return next;
    }

    Topology topology() {
        return topology;
    }

    /** How often to read so that no wrap can be missed, in ns. */
    long wrapPeriodNanos() {
        return wrapPeriodNanos;
    }

    /**
     * Reads every counter. All readings get one time, the middle of the sweep; a sweep in which the thread was held up is
     * done again, since nobody knows when its counters were read. Where every sweep takes that long, it is the sensor that
     * is slow, and another sweep would only cost as much again. Allocates nothing while all goes well.
     *
     * @return when the counters were read, on the monitor's clock
     */
    long read() {
        long now = System.nanoTime();
        readingSince = now == 0 ? 1 : now;
        try {
            return readAll();
        } finally {
            slowReadings = System.nanoTime() - now > SLOW_NANOS ? Math.min(MANY_SLOW, slowReadings + 1) : 0;
            readingSince = 0;
        }
    }

    private long readAll() {
        long begin = clock.nanoTime();
        sweep();
        long end = clock.nanoTime();
        for (int i = 1; i < SWEEPS && end - begin > LONGEST_SWEEP_NANOS && !slow; i++) {
            begin = end;
            sweep();
            end = clock.nanoTime();
        }
        slow = end - begin > LONGEST_SWEEP_NANOS;
        take(begin + (end - begin) / 2);
        return lastNanos;
    }

    /** Whether a reading takes so long that an application must not wait for one. For any thread. */
    boolean isSlow() {
        return slowReadings >= MANY_SLOW;
    }

    /** Whether a reading that has not returned has taken so long that it must not be waited for. For any thread. */
    boolean hangs() {
        long since = readingSince;
        return since != 0 && System.nanoTime() - since > HANG_NANOS;
    }

    private void sweep() {
        for (Slot slot : slots) {
            activity = slot.activity;
            slot.counters.begin(clock.nanoTime());
            slot.failure = slot.guard.run(slot.reading);
            slot.suspended |= slot.counters.wasSuspended();
            slot.restarted |= slot.counters.wasRestarted();
            restart(slot);
        }
        activity = "";
    }

    /** What is being read just now; empty between readings. For any thread. */
    String activity() {
        return activity;
    }

    /** At every sweep, since a sensor says it once. */
    private void restart(Slot slot) {
        for (int i = 0; i < slot.counters.size(); i++) {
            if (slot.counters.wasRestarted(i)) {
                int domain = slot.firstDomain + i;
                LOGGER.info(
                        "{}: was not seen for a while; its energy meanwhile is unknown",
                        topology.domains().get(domain).id());
                meters[domain].suspend();
            }
        }
    }

    private void take(long nanos) {
        if (!read) {
            read = true;
            firstNanos = nanos;
        }
        lastNanos = nanos;
        for (Slot slot : slots) {
            CounterReadings readings = slot.counters;
            String failure = slot.failure;
            if (slot.suspended || slot.restarted) {
                suspend(slot);
                slot.suspended = false;
                slot.restarted = false;
            }
            for (int i = 0; i < readings.size(); i++) {
                meters[slot.firstDomain + i].take(readings, i, nanos, failure);
            }
        }
    }

    private void suspend(Slot slot) {
        LOGGER.info(
                "{}; what {} counted since is unknown",
                slot.suspended ? "the machine was suspended" : "the publisher of the counters restarted",
                slot.open.info().name());
        for (int i = 0; i < slot.counters.size(); i++) {
            meters[slot.firstDomain + i].suspend();
        }
    }

    /** Whether the last reading is so young that counters, which move about once in a millisecond, may not have moved. */
    boolean readWithin(long nanos) {
        return read && clock.nanoTime() - lastNanos <= nanos;
    }

    /** Starts to collect again what the readings make known. */
    void clear() {
        for (DomainMeter meter : meters) {
            meter.clear();
        }
    }

    /** Whether every counter of the host but those of GPUs was seen to move, so that the time of its readings is known. */
    boolean dated() {
        for (DomainMeter meter : meters) {
            if (meter.countsByCpuTime()
                    && meter.counter().based()
                    && !meter.counter().dated()) {
                return false;
            }
        }
        return true;
    }

    /** Why a reading that has not returned holds up a counter; empty if none does. */
    Optional<String> blockage() {
        for (DomainMeter meter : meters) {
            String reason = meter.blockage();
            if (reason != null) {
                return Optional.of(meter.domain().id() + ": " + reason);
            }
        }
        return Optional.empty();
    }

    /** Whether there are counters of the host besides GPUs, and all of them have stood still for 10 s. */
    boolean frozen() {
        boolean any = false;
        for (DomainMeter meter : meters) {
            if (meter.countsByCpuTime()) {
                if (!meter.frozen()) {
                    return false;
                }
                any = true;
            }
        }
        return any;
    }

    /** When the last reading was, on the monitor's clock. */
    long lastNanos() {
        return lastNanos;
    }

    /** Whether energy became known since the last {@link #clear()}. */
    boolean known(int domain) {
        return meters[domain].known();
    }

    /** Whether energy of each of these became known since then. */
    boolean allKnown(int[] domains) {
        for (int domain : domains) {
            if (!known(domain)) {
                return false;
            }
        }
        return true;
    }

    /** The energy that became known since then, in µJ. */
    long delta(int domain) {
        return meters[domain].deltaMicrojoules();
    }

    /** The ends of the interval of a domain's energy. */
    EstimateBounds bounds(int domain) {
        return meters[domain].bounds();
    }

    /** Some domains together: what became known since the last {@link #clear()}, and all their losses. */
    Sample.Part unsettled(int[] domains) {
        long energy = 0;
        long low = 0;
        long high = 0;
        long losses = 0;
        long unknownNanos = 0;
        for (int domain : domains) {
            DomainMeter meter = meters[domain];
            energy += meter.deltaMicrojoules();
            low += meter.bounds().lowDelta();
            high += meter.bounds().highDelta();
            losses += meter.counter().losses();
            unknownNanos = Math.max(unknownNanos, meter.unknownNanos(firstNanos, lastNanos));
        }
        return new Sample.Part(energy, low, high, losses, unknownNanos);
    }

    EnergyCounter counter(int domain) {
        return meters[domain].counter();
    }

    List<DomainEnergy> publish() {
        List<DomainEnergy> published = new ArrayList<>(meters.length);
        for (DomainMeter meter : meters) {
            published.add(meter.publish(firstNanos, lastNanos));
        }
        return published;
    }

    @Override
    public void close() {
        for (Slot slot : slots) {
            slot.guard.run(slot.open.sensor()::close);
        }
    }
}
