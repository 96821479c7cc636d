package io.scaph.junit;

import io.scaph.api.energy.EnergyRange;
import io.scaph.api.snapshot.SensorInfo;
import io.scaph.api.snapshot.Snapshot;
import io.scaph.api.topology.Quality;
import io.scaph.junit.internal.verdict.Bounds;
import io.scaph.junit.internal.verdict.Figure;
import io.scaph.junit.internal.verdict.Series;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * All measurements of a test's body.
 *
 * @param budget how it was measured
 * @param repetitions each repetition, in order, without the warm-ups; at least one
 * @param before the monitor's snapshot before the first
 */
record Samples(EnergyBudget budget, List<Repetition> repetitions, Snapshot before) {
    /** If more than one in four is too short, the others are only the longest, which is not a fair choice. */
    private static final int MOST_TOO_SHORT = 4;

    Samples {
        repetitions = List.copyOf(repetitions);
    }

    private List<Repetition> counted() {
        return repetitions.stream().filter(Repetition::counts).toList();
    }

    private List<EnergyRange> ranges() {
        return counted().stream()
                .map(repetition -> repetition.range().orElseThrow())
                .toList();
    }

    /** Whether enough repetitions count, and their confidence interval is narrow enough. */
    boolean isPreciseEnough() {
        List<EnergyRange> ranges = ranges();
        if (ranges.size() < budget.minRepetitions()) {
            return false;
        }
        Series series = series(ranges);
        OptionalDouble half = series.uncertainty(budget.confidence());
        // Values without scatter are precise even at 0 J.
        return half.isEmpty() || 2 * half.getAsDouble() <= budget.intervalWidth() * series.mean();
    }

    private static Series series(List<EnergyRange> ranges) {
        return Series.of(
                ranges.stream().map(range -> range.energy().microjoules()).toList());
    }

    /** Why there is no verdict: the reason and the remedy, in one line; empty if there are enough good repetitions. */
    Optional<String> unusable() {
        int counted = counted().size();
        long tooShort = repetitions.stream().filter(Repetition::isTooShort).count();
        if (tooShort * MOST_TOO_SHORT > repetitions.size()) {
            double longest =
                    repetitions.stream().mapToDouble(Repetition::seconds).max().orElse(0);
            return Optional.of(String.format(
                    Locale.ROOT,
                    "%d of %d repetitions were too short for the counters (the longest took %.1f ms): "
                            + "repeat the work within the test for 100 ms or more",
                    tooShort,
                    repetitions.size(),
                    1e3 * longest));
        }
        if (counted >= budget.minRepetitions()) {
            return Optional.empty();
        }
        String needed = "only " + counted + " of the " + budget.minRepetitions() + " repetitions needed ";
        Optional<String> lastFlaw =
                repetitions.stream().flatMap(one -> one.flaw().stream()).reduce((one, other) -> other);
        return Optional.of(lastFlaw.map(flaw -> needed + "count, of " + repetitions.size() + " made: " + flaw)
                .orElse(needed + "were possible in the time: allow more (timeLimitSeconds), or ask for fewer"
                        + " (minRepetitions)"));
    }

    /** The figure of the repetitions that count; empty if none does. */
    Optional<Figure> figure() {
        List<EnergyRange> ranges = ranges();
        if (ranges.isEmpty()) {
            return Optional.empty();
        }
        // The steps of the counters or the model of an estimate: repetition makes them no narrower.
        double low = ranges.stream().mapToDouble(one -> one.low().microjoules()).sum() / ranges.size();
        double high =
                ranges.stream().mapToDouble(one -> one.high().microjoules()).sum() / ranges.size();
        boolean rangesDecide = budget.strictEstimates() || quality() != Quality.ESTIMATED;
        return Optional.of(Figure.of(series(ranges), new Bounds(low, high), rangesDecide, budget.confidence()));
    }

    /** The weakest quality of a repetition. */
    Quality quality() {
        return repetitions.stream()
                .map(repetition -> repetition.energy().quality())
                .reduce(Quality.MEASURED, Quality::weaker);
    }

    /** The name of the policy that divided the host's energy. */
    String policy() {
        return before.policy().label();
    }

    /** What the sensors read. */
    String sensorReason() {
        return before.sensors().stream().map(SensorInfo::reason).collect(Collectors.joining("; "));
    }

    /** The mean duration of the repetitions that count, in s; 0 if none does. */
    double meanSeconds() {
        return counted().stream().mapToDouble(Repetition::seconds).average().orElse(0);
    }
}
