package io.scaph.testkit;

/**
 * What a rate that is constant for some time at a time adds up to. Only a change of the rate is added up, never a reading, so
 * that reading often adds no error.
 */
final class Integral {
    /** Less than one unit's thousandth, more than what doubles are off by: 7 must not come out as 6.9999999. */
    private static final double OFF = 5e-4;

    private double sum;
    private double perNano;
    private long sinceNanos;

    /** @param nowNanos when it begins, at 0 */
    Integral(long nowNanos) {
        sinceNanos = nowNanos;
    }

    /** Changes the rate from a moment on, which is not before any that was given earlier. */
    void rate(double unitsPerNano, long nowNanos) {
        sum = exact(nowNanos);
        sinceNanos = nowNanos;
        perNano = unitsPerNano;
    }

    private double exact(long nowNanos) {
        return sum + perNano * (nowNanos - sinceNanos);
    }

    /** The whole units up to a moment. */
    long at(long nowNanos) {
        return (long) (exact(nowNanos) + OFF);
    }
}
