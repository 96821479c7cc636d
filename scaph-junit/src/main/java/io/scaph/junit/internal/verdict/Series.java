package io.scaph.junit.internal.verdict;

import java.util.List;
import java.util.OptionalDouble;

/**
 * A series of measurements of the same thing.
 *
 * @param count the number of measurements; above 0
 * @param mean their mean
 * @param deviation their sample standard deviation (n - 1); 0 for a single one, which has no known scatter
 */
public record Series(int count, double mean, double deviation) {
    /**
     * A series of known figures.
     *
     * @param count the number of measurements
     * @param mean their mean
     * @param deviation their sample standard deviation
     * @throws IllegalArgumentException if no series has these figures
     */
    public Series {
        if (count < 1 || !Double.isFinite(mean) || !(deviation >= 0) || Double.isInfinite(deviation)) {
            throw new IllegalArgumentException(
                    "not a series: " + count + " values, mean " + mean + ", deviation " + deviation);
        }
    }

    /**
     * Describes whole numbers. The mean of equal numbers is that number, and their deviation 0, without any rounding.
     *
     * @param values at least one; their sum fits a long
     * @return the series
     */
    public static Series of(List<Long> values) {
        long sum = 0;
        for (long value : values) {
            sum += value;
        }
        int count = values.size();
        double mean = (double) sum / count;
        double squares = 0;
        for (long value : values) {
            squares += (value - mean) * (value - mean);
        }
        return new Series(count, mean, count > 1 ? Math.sqrt(squares / (count - 1)) : 0);
    }

    /**
     * The confidence interval of the mean: Student's t, s / sqrt(n).
     *
     * @param confidence the confidence, above 0 and below 1
     * @return half the width of the confidence interval; empty for a single measurement
     */
    public OptionalDouble uncertainty(double confidence) {
        return count < 2
                ? OptionalDouble.empty()
                : OptionalDouble.of(StudentT.within(count - 1, confidence) * deviation / Math.sqrt(count));
    }

    /**
     * The same for the difference of two means, of measurements that scatter differently (Welch, Biometrika 34, 1947;
     * degrees of freedom by Welch and Satterthwaite, rounded down).
     *
     * @param other the other series
     * @param factor what its values are multiplied by
     * @param confidence above 0 and below 1
     * @return half the width of the confidence interval of {@code mean - factor * other.mean}; empty if one of the series is
     *     a single measurement
     */
    public OptionalDouble uncertaintyOfDifference(Series other, double factor, double confidence) {
        if (count < 2 || other.count < 2) {
            return OptionalDouble.empty();
        }
        double here = deviation * deviation / count;
        double there = factor * factor * other.deviation * other.deviation / other.count;
        double both = here + there;
        if (both == 0) {
            return OptionalDouble.of(0);
        }
        double freedom = both * both / (here * here / (count - 1) + there * there / (other.count - 1));
        return OptionalDouble.of(StudentT.within(Math.max(1, (int) freedom), confidence) * Math.sqrt(both));
    }
}
