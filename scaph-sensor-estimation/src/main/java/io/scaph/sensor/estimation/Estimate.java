package io.scaph.sensor.estimation;

/**
 * An estimated number with the interval that contains the true value in 80 % of cases.
 *
 * @param low the lower end
 * @param estimate the estimate
 * @param high the upper end
 */
record Estimate(double low, double estimate, double high) {
    static final Estimate ZERO = new Estimate(0, 0, 0);

    Estimate plus(Estimate other) {
        return new Estimate(low + other.low, estimate + other.estimate, high + other.high);
    }

    Estimate minus(Estimate other) {
        return plus(other.times(-1));
    }

    Estimate times(double factor) {
        return new Estimate(low * factor, estimate * factor, high * factor);
    }

    Estimate times(Estimate factors) {
        return new Estimate(low * factors.low, estimate * factors.estimate, high * factors.high);
    }
}
