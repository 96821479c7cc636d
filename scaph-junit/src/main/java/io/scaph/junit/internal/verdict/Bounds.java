package io.scaph.junit.internal.verdict;

/**
 * The interval in which a value lies, in µJ or in any other unit.
 *
 * @param low not less than this
 * @param high not more than this; not below {@code low}
 */
public record Bounds(double low, double high) {
    /**
     * An interval.
     *
     * @param low the lower end
     * @param high the upper end
     * @throws IllegalArgumentException if {@code low} is above {@code high}
     */
    public Bounds {
        if (!(low <= high)) {
            throw new IllegalArgumentException("not an interval: " + low + " to " + high);
        }
    }

    /**
     * Bounds further apart, but not below 0: energy is not negative.
     *
     * @param by how far each bound moves
     * @return the wider bounds
     */
    public Bounds widenedAboveZero(double by) {
        return new Bounds(Math.max(0, low - by), high + by);
    }
}
