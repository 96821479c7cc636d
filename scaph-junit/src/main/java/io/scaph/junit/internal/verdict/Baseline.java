package io.scaph.junit.internal.verdict;

import java.util.Comparator;

/**
 * The recorded energy of one operation of a test.
 *
 * @param key the test and its conditions
 * @param series the repetitions, in µJ
 * @param ranges the bounds of their mean by the ranges of the measurements, in µJ
 */
public record Baseline(Key key, Series series, Bounds ranges) {
    /**
     * The conditions under which two figures can be compared.
     *
     * @param test the test: class, method and, if it runs with several arguments, the invocation
     * @param machine the kind of machine
     * @param sensor the sensor
     * @param quality the name of the {@link io.scaph.api.topology.Quality}
     * @param policy the policy that divided the host's energy
     * @param part the part of the energy: process, thread or host
     */
    public record Key(String test, String machine, String sensor, String quality, String policy, String part)
            implements Comparable<Key> {
        private static final Comparator<Key> ORDER = Comparator.comparing(Key::test)
                .thenComparing(Key::machine)
                .thenComparing(Key::sensor)
                .thenComparing(Key::quality)
                .thenComparing(Key::policy)
                .thenComparing(Key::part);

        @Override
        public int compareTo(Key other) {
            return ORDER.compare(this, other);
        }
    }

    /**
     * A baseline. Its range is widened to the mean, because rounding may put a mean of equal values slightly outside its range.
     *
     * @param key the test and its conditions
     * @param series the repetitions, in µJ
     * @param ranges the bounds of their mean, in µJ
     */
    public Baseline {
        ranges = new Bounds(Math.min(ranges.low(), series.mean()), Math.max(ranges.high(), series.mean()));
    }

    /**
     * A baseline of measured runs.
     *
     * @param key the test and its conditions
     * @param runs the figure of whole runs
     * @param operations the number of operations in a run
     * @return the baseline
     */
    public static Baseline of(Key key, Figure runs, long operations) {
        Series series = runs.series();
        return new Baseline(
                key,
                new Series(series.count(), series.mean() / operations, series.deviation() / operations),
                new Bounds(runs.ranges().low() / operations, runs.ranges().high() / operations));
    }
}
