package io.scaph.junit.internal.baseline;

import io.scaph.junit.internal.statistics.Bounds;
import io.scaph.junit.internal.statistics.Series;

/**
 * What one operation of a test used when that was recorded.
 *
 * @param key what it is about
 * @param series the repetitions, in µJ
 * @param ranges between what their mean may be by the ranges of the measurements, in µJ
 */
public record Baseline(BaselineKey key, Series series, Bounds ranges) {
    /**
     * Checks what it is given.
     *
     * @param key {@link #key()}
     * @param series {@link #series()}
     * @param ranges {@link #ranges()}
     */
    public Baseline {
        // Rounding may put a mean of equal values a hair outside of its range.
        ranges = new Bounds(Math.min(ranges.low(), series.mean()), Math.max(ranges.high(), series.mean()));
    }

    /**
     * The baseline of what was measured of whole runs.
     *
     * @param key what it is about
     * @param runs the repetitions, in µJ for a whole run
     * @param ranges the same for their ranges
     * @param operations how many operations a run is
     * @return the baseline
     */
    public static Baseline of(BaselineKey key, Series runs, Bounds ranges, long operations) {
        return new Baseline(
                key,
                new Series(runs.count(), runs.mean() / operations, runs.deviation() / operations),
                new Bounds(ranges.low() / operations, ranges.high() / operations));
    }
}
