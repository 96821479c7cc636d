package io.scaph.api.internal.interval;

import java.util.OptionalDouble;

/**
 * A power and its range, in W.
 *
 * @param watts the power; NaN if unknown
 * @param low the lower end of the range; NaN if the power is unknown or not estimated
 * @param high the upper end of the range; NaN likewise
 */
public record Power(double watts, double low, double high) {
    /** An unknown power. */
    static final Power UNKNOWN = measured(Double.NaN);

    static Power measured(double watts) {
        return new Power(watts, Double.NaN, Double.NaN);
    }

    boolean isKnown() {
        return !Double.isNaN(watts);
    }

    /** Returns the sum of known powers, with a range if one of them is estimated. */
    Power plus(Power other) {
        double sum = watts + other.watts;
        if (Double.isNaN(low) && Double.isNaN(other.low)) {
            return measured(sum);
        }
        return new Power(
                sum,
                orElse(low, watts) + orElse(other.low, other.watts),
                orElse(high, watts) + orElse(other.high, other.watts));
    }

    private static double orElse(double end, double watts) {
        return Double.isNaN(end) ? watts : end;
    }

    /** Returns a part of this power. */
    Power times(double part) {
        return new Power(watts * part, low * part, high * part);
    }

    static OptionalDouble known(double watts) {
        return Double.isNaN(watts) ? OptionalDouble.empty() : OptionalDouble.of(watts);
    }
}
