package io.scaph.sensor.estimation;

/**
 * An estimated number with the interval that contains the true value in 80 % of cases.
 *
 * @param low the lower end
 * @param estimate the estimate
 * @param high the upper end
 */
record Bounds(double low, double estimate, double high) {
    static final Bounds ZERO = new Bounds(0, 0, 0);

    Bounds plus(Bounds other) {
        return new Bounds(low + other.low, estimate + other.estimate, high + other.high);
    }

    Bounds minus(Bounds other) {
        return plus(other.times(-1));
    }

    Bounds times(double factor) {
        return new Bounds(low * factor, estimate * factor, high * factor);
    }

    Bounds times(Bounds factors) {
        return new Bounds(low * factors.low, estimate * factors.estimate, high * factors.high);
    }
}
