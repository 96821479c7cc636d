package io.scaph.testkit;

import io.scaph.api.energy.Energy;
import io.scaph.api.spi.RawCounters;
import io.scaph.api.topology.Domain;
import io.scaph.api.topology.DomainKind;

/** A domain of a simulated machine: its true energy, and what its counter shows of it. Not safe for several threads. */
final class SimulatedCounter {
    private static final double MICROJOULES_PER_WATT_NANO = 1e-3;

    private final Domain domain;
    private final Integral microjoules;
    private long startMicrojoules;
    private long resetMicrojoules;
    private final SimulatedUse use = new SimulatedUse();
    private boolean readable = true;
    private boolean off = true;
    private double lowPart = 1;
    private double highPart = 1;

    SimulatedCounter(Domain domain, long nowNanos) {
        this.domain = domain;
        microjoules = new Integral(nowNanos);
    }

    void watts(double watts, long nowNanos) {
        microjoules.rate(watts * MICROJOULES_PER_WATT_NANO, nowNanos);
        off = watts == 0;
    }

    void readable(boolean can) {
        readable = can;
    }

    void uncertain(double low, double high) {
        lowPart = low;
        highPart = high;
    }

    /** For whom it works, if it is a device. */
    SimulatedUse use() {
        return use;
    }

    /** Begins anew at 0. */
    void reset(long nowNanos) {
        startMicrojoules = 0;
        resetMicrojoules = microjoules.at(nowNanos);
    }

    /** Moves the counter, without any energy. */
    void wrapAfter(long energyMicrojoules, long nowNanos) {
        long range = domain.range().map(Energy::microjoules).orElse(Long.MAX_VALUE);
        if (range == Long.MAX_VALUE) {
            throw new IllegalArgumentException(
                    domain.id() + " has a counter that never wraps: give its domain a range");
        }
        if (energyMicrojoules <= 0 || energyMicrojoules > range) {
            throw new IllegalArgumentException(
                    domain.id() + " can wrap within " + range + " µJ, not within " + energyMicrojoules + " µJ");
        }
        startMicrojoules = SimulatedZone.period(range) - energyMicrojoules;
        resetMicrojoules = microjoules.at(nowNanos);
    }

    long trueMicrojoules(long nowNanos) {
        return microjoules.at(nowNanos);
    }

    void read(RawCounters counters, int index, long nowNanos) {
        if (readable) {
            long raw = raw(nowNanos);
            counters.putEstimate(index, raw, (long) (raw * lowPart), (long) (raw * highPart));
            if (off && domain.kind() != DomainKind.PACKAGE && domain.kind() != DomainKind.PSYS) {
                // A part of a machine may be off; a machine that runs is not.
                counters.confirm(index);
            }
        } else {
            counters.fail(index, "made unreadable");
        }
    }

    private long raw(long nowNanos) {
        long counted = startMicrojoules + microjoules.at(nowNanos) - resetMicrojoules;
        long range = domain.range().map(Energy::microjoules).orElse(Long.MAX_VALUE);
        return range == Long.MAX_VALUE ? counted : Math.min(range, counted % SimulatedZone.period(range));
    }
}
