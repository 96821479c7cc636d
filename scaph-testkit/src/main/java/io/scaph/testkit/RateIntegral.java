package io.scaph.testkit;

import java.util.function.LongSupplier;

/**
 * The integral of a rate that is constant between its changes. Only a change of the rate adds to the sum, so that frequent
 * readings add no error.
 */
final class RateIntegral {
    /** Less than a thousandth of a unit, and more than the error of doubles: 7 must not become 6.9999999. */
    private static final double OFFSET = 5e-4;

    private final LongSupplier nanoTime;
    private double sum;
    private double perNano;
    private long sinceNanos;

    /** An integral that is 0 now, with the rate 0. */
    RateIntegral(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        sinceNanos = nanoTime.getAsLong();
    }

    /** Changes the rate from now on. */
    void setRate(double unitsPerNano) {
        sum = exact();
        sinceNanos = nanoTime.getAsLong();
        perNano = unitsPerNano;
    }

    private double exact() {
        return sum + perNano * (nanoTime.getAsLong() - sinceNanos);
    }

    /** The whole units up to now. */
    long value() {
        return (long) (exact() + OFFSET);
    }
}
