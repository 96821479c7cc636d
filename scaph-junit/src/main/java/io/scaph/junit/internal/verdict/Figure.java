package io.scaph.junit.internal.verdict;

import java.util.OptionalDouble;

/**
 * The energy of one run, with its uncertainty.
 *
 * <p>A mean is uncertain in two ways. Its scatter gives the confidence interval, which gets narrower with more repetitions. The
 * range of each measurement does not: where the true value lies in it is unknown, and may change, so the range is added to the
 * interval in full, at both sides. The range of an estimate is that of its model; it decides only with {@code
 * EnergyBudget.strictEstimates}.
 *
 * @param series the repetitions, in µJ
 * @param uncertainty half the width of the confidence interval, in µJ; empty for a single repetition
 * @param ranges the bounds of the mean by the ranges of the measurements alone, in µJ
 * @param deciding the bounds that are compared with a limit, in µJ
 * @param confidence the confidence of the interval
 */
public record Figure(Series series, OptionalDouble uncertainty, Bounds ranges, Bounds deciding, double confidence) {
    /**
     * The figure of some repetitions.
     *
     * @param series the repetitions, in µJ
     * @param ranges the bounds of the mean by the ranges of the measurements alone, in µJ
     * @param rangesDecide whether these bounds decide too
     * @param confidence the confidence of the interval
     * @return the figure
     */
    public static Figure of(Series series, Bounds ranges, boolean rangesDecide, double confidence) {
        OptionalDouble uncertainty = series.uncertainty(confidence);
        Bounds known = rangesDecide ? ranges : new Bounds(series.mean(), series.mean());
        return new Figure(series, uncertainty, ranges, known.widenedAboveZero(uncertainty.orElse(0)), confidence);
    }
}
