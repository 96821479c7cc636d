package io.scaph.sensor.gpu.internal.energy;

import java.io.IOException;

/**
 * The energy of power that is sampled, by the trapezoidal rule: {@code E += (P1 + P2) / 2 * (t2 - t1)}. The energy between two
 * samples that are too far apart is unknown: there the counter restarts.
 */
public final class IntegratedPower implements EnergySource {
    /** Then some tens of samples are missing. */
    private static final long LONGEST_STEP_NANOS = 3_000_000_000L;

    /** 1 µW over 1 ns is 1e-9 µJ; halved for the mean of two. */
    private static final double MICROJOULES_PER_HALF_STEP = 0.5e-9;

    private final NumberSource microwatts;
    private boolean based;
    private long lastMicrowatts;
    private long lastNanos;
    private double microjoules;
    private int restarts;

    /**
     * Creates a counter at 0.
     *
     * @param microwatts the power, in µW
     */
    public IntegratedPower(NumberSource microwatts) {
        this.microwatts = microwatts;
    }

    @Override
    public long microjoules(long nanoTime) throws IOException {
        long power = microwatts.read();
        long step = nanoTime - lastNanos;
        if (based && step <= LONGEST_STEP_NANOS) {
            microjoules += ((double) lastMicrowatts + power) * Math.max(0, step) * MICROJOULES_PER_HALF_STEP;
        } else if (based) {
            restarts++;
        }
        based = true;
        lastMicrowatts = power;
        lastNanos = nanoTime;
        return (long) microjoules;
    }

    @Override
    public int restarts() {
        return restarts;
    }

    @Override
    public boolean isSampled() {
        return true;
    }
}
