package io.scaph.api.internal.host;

import io.scaph.api.internal.plugin.OpenSensor;
import io.scaph.api.internal.plugin.TopologyUnion;
import io.scaph.api.snapshot.DomainEnergy;
import io.scaph.api.spi.NanoClock;
import io.scaph.api.topology.Domain;
import io.scaph.api.topology.Topology;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** The open sensors of a monitor, with a meter for each of their domains. Called under the lock of the sensors. */
final class SensorBank implements AutoCloseable {
    /** Reading some tens of counters takes less, unless the thread is delayed. */
    private static final long LONGEST_SWEEP_NANOS = 3_000_000;

    private static final int SWEEPS = 3;

    private final NanoClock clock;
    private final SensorLock lock;
    private final List<OpenSensor> open;
    private final Topology topology;
    private final List<SensorSlot> slots = new ArrayList<>();
    /** By the index of the domain in the topology. */
    private final DomainMeter[] meters;
    /** By the id of the domain; includes domains that other sensors measured before. */
    private final Map<String, DomainMeter> metersById;

    private boolean based;
    /** Whether every sweep of the last reading was long. */
    private boolean longSweeps;

    private long firstNanos;
    private long lastNanos;

    SensorBank(List<OpenSensor> open, NanoClock clock, SensorLock lock) {
        this(open, clock, lock, List.of(), Map.of());
    }

    private SensorBank(
            List<OpenSensor> open,
            NanoClock clock,
            SensorLock lock,
            List<OpenSensor> before,
            Map<String, DomainMeter> former) {
        this.open = List.copyOf(open);
        this.clock = clock;
        this.lock = lock;
        topology = TopologyUnion.of(open.stream().map(OpenSensor::topology).toList());
        metersById = new HashMap<>(former);
        List<DomainMeter> all = new ArrayList<>();
        for (OpenSensor sensor : open) {
            DomainMeter[] own = sensor.topology().domains().stream()
                    .map(domain -> meter(domain, sensor, before))
                    .toArray(DomainMeter[]::new);
            slots.add(new SensorSlot(sensor, own));
            all.addAll(List.of(own));
        }
        meters = all.toArray(DomainMeter[]::new);
    }

    private DomainMeter meter(Domain domain, OpenSensor sensor, List<OpenSensor> before) {
        boolean partOfHost = topology.host().contains(domain);
        boolean sameCounter =
                before.contains(sensor) || before.stream().anyMatch(one -> isReopened(domain, one, sensor));
        return metersById.compute(
                domain.id(),
                (id, former) -> former == null
                        ? new DomainMeter(domain, partOfHost)
                        : former.continued(domain, partOfHost, sameCounter));
    }

    /** Whether a sensor was opened again and reads a counter of the hardware again. One without a range may start anywhere. */
    private static boolean isReopened(Domain domain, OpenSensor before, OpenSensor now) {
        return before.info().name().equals(now.info().name())
                && before.topology().domains().contains(domain)
                && domain.range().isPresent();
    }

    /**
     * Returns a bank of other sensors of the same host. The totals of a domain continue under its id, even if the domain was
     * dropped and comes back. Its counter starts with a new baseline, unless it is the same counter of the hardware.
     *
     * @param next the open sensors; those that are also in this bank continue unchanged
     */
    SensorBank replacedBy(List<OpenSensor> next) {
        SensorBank bank = new SensorBank(next, clock, lock, open, metersById);
        bank.based = based;
        bank.firstNanos = firstNanos;
        bank.lastNanos = lastNanos;
        return bank;
    }

    List<OpenSensor> open() {
        return open;
    }

    Topology topology() {
        return topology;
    }

    DomainMeter meter(int domain) {
        return meters[domain];
    }

    /** How often to read so that no wrap can be missed, in ns. */
    long wrapPeriodNanos() {
        long shortest = Long.MAX_VALUE;
        for (DomainMeter meter : meters) {
            shortest = Math.min(shortest, meter.wrapPeriodNanos());
        }
        return shortest;
    }

    /** The time between two moves of the counters of the slowest sensor, in ns. */
    long stepNanos() {
        long longest = 0;
        for (int i = 0; i < open.size(); i++) {
            longest = Math.max(longest, open.get(i).stepNanos());
        }
        return longest;
    }

    /** How many CPUs the host has, if it is a part of the machine; a number above 0, not always a whole one. */
    OptionalDouble cpus() {
        for (int i = 0; i < open.size(); i++) {
            OptionalDouble cpus = open.get(i).cpus();
            if (cpus.orElse(0) > 0) {
                return cpus;
            }
        }
        return OptionalDouble.empty();
    }

    /**
     * Reads every counter. All readings get one time, the middle of the sweep. If the thread was delayed during a sweep, the
     * sweep is repeated, because the time of its readings is unknown. If every sweep of a reading was that long, the sensor is
     * slow, and the next reading does not repeat. Allocates nothing unless an error occurs.
     */
    void read() {
        lock.beginReading();
        try {
            long begin = clock.nanoTime();
            sweep();
            long end = clock.nanoTime();
            for (int i = 1; i < SWEEPS && end - begin > LONGEST_SWEEP_NANOS && !longSweeps; i++) {
                begin = end;
                sweep();
                end = clock.nanoTime();
            }
            longSweeps = end - begin > LONGEST_SWEEP_NANOS;
            take(begin + (end - begin) / 2);
        } finally {
            lock.endReading();
        }
    }

    private void sweep() {
        for (int i = 0; i < slots.size(); i++) {
            SensorSlot slot = slots.get(i);
            lock.setActivity(slot.title());
            slot.read(clock.nanoTime());
        }
    }

    private void take(long nanos) {
        if (!based) {
            based = true;
            firstNanos = nanos;
        }
        lastNanos = nanos;
        for (int i = 0; i < slots.size(); i++) {
            slots.get(i).take(nanos);
        }
    }

    /** Whether the last reading is at most this old. */
    boolean readWithin(long nanos) {
        return based && clock.nanoTime() - lastNanos <= nanos;
    }

    /** When the last reading was, on the monitor's clock. */
    long lastNanos() {
        return lastNanos;
    }

    /** Starts to collect again what the readings make known. */
    void clear() {
        for (DomainMeter meter : meters) {
            meter.energy().clear();
        }
    }

    /** Whether every counter of the host, except those of GPUs, was seen to move, so that the time of its readings is known. */
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

    /** The reason if a reading of a counter has not returned; empty if no reading is late. */
    Optional<String> blockage() {
        for (DomainMeter meter : meters) {
            String reason = meter.blockage();
            if (reason != null) {
                return Optional.of(meter.domain().id() + ": " + reason);
            }
        }
        return Optional.empty();
    }

    /** Whether the host has counters other than those of GPUs, and none of them has moved for 10 s. */
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

    /** Whether energy of each of these domains became known since the last {@link #clear()}. */
    boolean allKnown(int[] domains) {
        for (int domain : domains) {
            if (!meters[domain].energy().known()) {
                return false;
            }
        }
        return true;
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
            energy += meter.energy().delta();
            low += meter.energy().lowDelta();
            high += meter.energy().highDelta();
            losses += meter.counter().losses();
            unknownNanos = Math.max(unknownNanos, meter.unknownNanos(firstNanos, lastNanos));
        }
        return new Sample.Part(energy, low, high, losses, unknownNanos);
    }

    List<DomainEnergy> publish() {
        return Arrays.stream(meters)
                .<DomainEnergy>map(meter -> meter.publish(firstNanos, lastNanos))
                .toList();
    }

    @Override
    public void close() {
        open.forEach(OpenSensor::close);
    }
}
