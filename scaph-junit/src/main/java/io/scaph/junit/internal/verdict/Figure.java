package io.scaph.junit.internal.verdict;

import io.scaph.api.topology.Quality;
import io.scaph.junit.internal.sampling.Samples;
import io.scaph.junit.internal.statistics.Bounds;
import io.scaph.junit.internal.statistics.Series;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What one run of the work uses, as far as it is known.
 *
 * <p>Two things are unknown of a mean. How it scatters: that is the confidence interval, which gets narrower the more often
 * one repeats. And how far each measurement may be from the truth: its range, which does not. A range is added to the
 * interval in full, at both sides, as nobody knows where in it the truth is and whether it moves. With an estimate the range
 * is that of the model; it decides only if one asks for it, see {@code EnergyBudget.strictEstimates}.
 *
 * @param series the repetitions, in µJ
 * @param uncertainty half the width of the confidence interval, in µJ; empty for a single repetition
 * @param ranges between what the mean may be by the ranges of the measurements alone, in µJ
 * @param deciding between what the energy is taken to be when it is judged, in µJ
 * @param confidence the confidence of the interval
 */
public record Figure(Series series, OptionalDouble uncertainty, Bounds ranges, Bounds deciding, double confidence) {
    /**
     * The figure of what was measured.
     *
     * @param samples the measurements
     * @param strictEstimates whether the model's range of an estimate decides too
     * @return the figure; empty if no repetition counts
     */
    public static Optional<Figure> of(Samples samples, boolean strictEstimates) {
        Optional<Series> series = samples.series();
        Optional<Bounds> ranges = samples.ranges();
        if (series.isEmpty() || ranges.isEmpty()) {
            return Optional.empty();
        }
        double confidence = samples.plan().confidence();
        OptionalDouble uncertainty = series.get().uncertainty(confidence);
        boolean rangesDecide = strictEstimates || samples.quality() != Quality.ESTIMATED;
        double mean = series.get().mean();
        Bounds known = rangesDecide ? ranges.get() : new Bounds(mean, mean);
        return Optional.of(new Figure(
                series.get(), uncertainty, ranges.get(), known.widenedAboveZero(uncertainty.orElse(0)), confidence));
    }
}
