package io.scaph.junit.internal.sampling;

import io.scaph.api.energy.EnergyRange;
import io.scaph.api.snapshot.Snapshot;
import io.scaph.api.topology.Quality;
import io.scaph.junit.internal.statistics.Bounds;
import io.scaph.junit.internal.statistics.Series;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * All measurements of one piece of work.
 *
 * @param plan how it was measured
 * @param repetitions each repetition, in order, without the warm-ups; at least one
 * @param before the monitor's snapshot when it began
 */
public record Samples(SamplingPlan plan, List<Repetition> repetitions, Snapshot before) {
    /** If more than one in so many is too short, those that are not are just the longest: no fair choice. */
    private static final int MOST_TOO_SHORT = 4;

    /**
     * Copies what it is given.
     *
     * @param plan {@link #plan()}
     * @param repetitions {@link #repetitions()}
     * @param before {@link #before()}
     */
    public Samples {
        repetitions = List.copyOf(repetitions);
    }

    static List<Long> counted(List<Repetition> repetitions) {
        return repetitions.stream()
                .filter(Repetition::counts)
                .map(repetition -> repetition.range().orElseThrow().energy().microjoules())
                .toList();
    }

    static boolean narrow(List<Long> counted, SamplingPlan plan) {
        Series series = Series.of(counted);
        OptionalDouble half = series.uncertainty(plan.confidence());
        // What does not scatter is as narrow as can be, even at 0 J.
        return half.isEmpty() || 2 * half.getAsDouble() <= plan.intervalWidth() * series.mean();
    }

    /**
     * Why nothing can be said.
     *
     * @return the reason and the remedy, in one line; empty if there are enough good repetitions
     */
    public Optional<String> unusable() {
        int counted = counted(repetitions).size();
        long tooShort = repetitions.stream().filter(Repetition::tooShort).count();
        if (tooShort * MOST_TOO_SHORT > repetitions.size()) {
            return Optional.of(String.format(
                    Locale.ROOT,
                    "%d of %d repetitions were too short for the counters (the longest took %.1f ms): "
                            + "repeat the work within the test for 100 ms and more",
                    tooShort,
                    repetitions.size(),
                    longestMillis()));
        }
        if (counted >= plan.minRepetitions()) {
            return Optional.empty();
        }
        Optional<String> flaw =
                repetitions.stream().flatMap(one -> one.flaw().stream()).reduce((one, other) -> other);
        if (flaw.isPresent()) {
            return Optional.of("only " + counted + " of the " + plan.minRepetitions() + " repetitions needed count, of "
                    + repetitions.size() + " made: " + flaw.get());
        }
        return Optional.of("only " + counted + " of the " + plan.minRepetitions()
                + " repetitions needed were possible in the time: allow more (timeLimitSeconds), or ask for fewer"
                + " (minRepetitions)");
    }

    private double longestMillis() {
        return repetitions.stream()
                        .mapToLong(one -> one.energy().duration().toNanos())
                        .max()
                        .orElse(0)
                / 1e6;
    }

    /**
     * The repetitions that count, in µJ.
     *
     * @return the series; empty if none counts
     */
    public Optional<Series> series() {
        List<Long> counted = counted(repetitions);
        return counted.isEmpty() ? Optional.empty() : Optional.of(Series.of(counted));
    }

    /**
     * Between what the mean may be by the ranges of the measurements alone: the steps of the counters, or the model of an
     * estimate. However often one repeats, it gets no narrower.
     *
     * @return µJ; empty if no repetition counts
     */
    public Optional<Bounds> ranges() {
        List<EnergyRange> ranges = repetitions.stream()
                .filter(Repetition::counts)
                .map(repetition -> repetition.range().orElseThrow())
                .toList();
        if (ranges.isEmpty()) {
            return Optional.empty();
        }
        double low = ranges.stream().mapToDouble(one -> one.low().microjoules()).sum() / ranges.size();
        double high =
                ranges.stream().mapToDouble(one -> one.high().microjoules()).sum() / ranges.size();
        return Optional.of(new Bounds(low, high));
    }

    /**
     * How certain the energy is: as the least certain repetition.
     *
     * @return the quality
     */
    public Quality quality() {
        return repetitions.stream()
                .map(repetition -> repetition.energy().quality())
                .reduce(Quality.MEASURED, Quality::weaker);
    }

    /**
     * How long a repetition took.
     *
     * @return the mean over those that count, in s; 0 if there is none
     */
    public double meanSeconds() {
        return repetitions.stream()
                        .filter(Repetition::counts)
                        .mapToLong(one -> one.energy().duration().toNanos())
                        .average()
                        .orElse(0)
                / 1e9;
    }
}
