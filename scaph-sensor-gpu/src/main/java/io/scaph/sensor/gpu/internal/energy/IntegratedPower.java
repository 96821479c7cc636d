package io.scaph.sensor.gpu.internal.energy;

import java.io.IOException;

/**
 * Power that is read now and then, added up over time by the trapezoidal rule: {@code E += (P1 + P2) / 2 * (t2 - t1)}. What
 * happened between two readings that are too far apart is unknown: there the counter begins anew.
 */
public final class IntegratedPower implements EnergySource {
    /** Some tens of readings are missing then. */
    private static final long LONGEST_STEP_NANOS = 3_000_000_000L;

    /** 1 µW over 1 ns is 1e-9 µJ; halved for the mean of two. */
    private static final double MICROJOULES_PER_HALF_STEP = 0.5e-9;

    private final Reading microwatts;
    private boolean based;
    private long lastMicrowatts;
    private long lastNanos;
    private double microjoules;
    private int beginnings;

    /**
     * Begins at 0.
     *
     * @param microwatts the power, in µW
     */
    public IntegratedPower(Reading microwatts) {
        this.microwatts = microwatts;
    }

    @Override
    public long microjoules(long nanoTime) throws IOException {
        long power = microwatts.read();
        long step = nanoTime - lastNanos;
        if (based && step <= LONGEST_STEP_NANOS) {
            microjoules += ((double) lastMicrowatts + power) * Math.max(0, step) * MICROJOULES_PER_HALF_STEP;
        } else if (based) {
            beginnings++;
        }
        based = true;
        lastMicrowatts = power;
        lastNanos = nanoTime;
        return (long) microjoules;
    }

    @Override
    public int beginnings() {
        return beginnings;
    }

    @Override
    public boolean isSampled() {
        return true;
    }
}
