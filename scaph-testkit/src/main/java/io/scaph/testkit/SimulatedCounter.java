package io.scaph.testkit;

import io.scaph.api.energy.Energy;
import io.scaph.api.spi.RawCounters;
import io.scaph.api.topology.Domain;
import io.scaph.api.topology.DomainKind;
import java.util.function.LongSupplier;

/** A domain of a simulated machine: its true energy and its counter. Not safe for several threads. */
final class SimulatedCounter {
    private static final double MICROJOULES_PER_WATT_NANO = 1e-3;

    private final Domain domain;
    /** The largest value of the counter; {@link Long#MAX_VALUE} for one that never wraps. */
    private final long range;

    private final RateIntegral microjoules;
    private long startMicrojoules;
    private long resetMicrojoules;
    private final SimulatedUse use;
    private boolean readable = true;
    private boolean off = true;
    private double lowPart = 1;
    private double highPart = 1;

    SimulatedCounter(Domain domain, LongSupplier nanoTime) {
        this.domain = domain;
        range = domain.range().map(Energy::microjoules).orElse(Long.MAX_VALUE);
        microjoules = new RateIntegral(nanoTime);
        use = new SimulatedUse(nanoTime);
    }

    void watts(double watts) {
        microjoules.setRate(watts * MICROJOULES_PER_WATT_NANO);
        off = watts == 0;
    }

    void readable(boolean can) {
        readable = can;
    }

    void uncertain(double low, double high) {
        lowPart = low;
        highPart = high;
    }

    /** The processes that it works for, if it is a device. */
    SimulatedUse use() {
        return use;
    }

    /** Restarts the counter at 0. */
    void reset() {
        startMicrojoules = 0;
        resetMicrojoules = microjoules.value();
    }

    /** Moves the counter, without any energy. */
    void wrapAfter(long energyMicrojoules) {
        if (range == Long.MAX_VALUE) {
            throw new IllegalArgumentException(
                    domain.id() + " has a counter that never wraps: give its domain a range");
        }
        if (energyMicrojoules <= 0 || energyMicrojoules > range) {
            throw new IllegalArgumentException(
                    domain.id() + " can wrap within " + range + " µJ, not within " + energyMicrojoules + " µJ");
        }
        startMicrojoules = SimulatedZone.period(range) - energyMicrojoules;
        resetMicrojoules = microjoules.value();
    }

    long trueMicrojoules() {
        return microjoules.value();
    }

    void read(RawCounters counters, int index) {
        if (readable) {
            long raw = raw();
            counters.putEstimate(index, raw, (long) (raw * lowPart), (long) (raw * highPart));
            if (off && domain.kind() != DomainKind.PACKAGE && domain.kind() != DomainKind.PSYS) {
                // A part of a running machine may be off, but not all of it.
                counters.confirm(index);
            }
        } else {
            counters.fail(index, "made unreadable");
        }
    }

    private long raw() {
        long counted = startMicrojoules + microjoules.value() - resetMicrojoules;
        return range == Long.MAX_VALUE ? counted : Math.min(range, counted % SimulatedZone.period(range));
    }
}
