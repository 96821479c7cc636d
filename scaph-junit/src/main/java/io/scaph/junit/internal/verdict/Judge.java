package io.scaph.junit.internal.verdict;

import io.scaph.api.topology.Quality;
import io.scaph.junit.internal.baseline.Baseline;
import io.scaph.junit.internal.statistics.Bounds;
import io.scaph.junit.internal.statistics.Series;
import java.util.Locale;
import java.util.OptionalDouble;

/** Compares what was measured with what was allowed. */
public final class Judge {
    private Judge() {}

    /**
     * Whether energy is within a budget: all of its interval has to be on one side.
     *
     * @param figure what was measured
     * @param budgetMicrojoules what is allowed, for one run, in µJ
     * @param operations how many operations a run is, if the reason is to be told for one operation; else 1
     * @return the verdict
     */
    public static Verdict budget(Figure figure, double budgetMicrojoules, long operations) {
        Bounds bounds = figure.deciding();
        String allowed = "the budget of " + Joules.text(budgetMicrojoules / operations)
                + (operations > 1 ? " per operation" : "");
        String interval = Joules.text(bounds.low() / operations) + " to " + Joules.text(bounds.high() / operations);
        if (bounds.high() <= budgetMicrojoules) {
            return new Verdict(Outcome.WITHIN, interval + " is within " + allowed);
        }
        if (bounds.low() > budgetMicrojoules) {
            return new Verdict(Outcome.OVER, interval + " is over " + allowed);
        }
        return Verdict.inconclusive(interval + " is on both sides of " + allowed
                + ": repeat more often (maxRepetitions, timeLimitSeconds), measure on a quieter machine, or give the"
                + " budget more room");
    }

    /**
     * Whether energy grew by more than a part against a baseline: {@code mean - (1 + p) * baseline}, with its confidence
     * interval, has to be on one side of 0. Where hardware measures, the steps of the counters are added; the error of a
     * model is the same in both.
     *
     * @param figure what was measured
     * @param operations how many operations one run is; a baseline is for one operation
     * @param baseline what was recorded, of the same quality
     * @param percent by how much it may grow
     * @return the verdict
     */
    public static Verdict regression(Figure figure, long operations, Baseline baseline, double percent) {
        Baseline now = Baseline.of(baseline.key(), figure.series(), figure.ranges(), operations);
        double factor = 1 + percent / 100;
        double growth = now.series().mean() - factor * baseline.series().mean();
        OptionalDouble uncertainty =
                now.series().uncertaintyOfDifference(baseline.series(), factor, figure.confidence());
        if (uncertainty.isEmpty()) {
            return Verdict.inconclusive("a single repetition can't be compared with a baseline: ask for more"
                    + " (minRepetitions), and record it with more");
        }
        double low = growth - uncertainty.getAsDouble();
        double high = growth + uncertainty.getAsDouble();
        if (!baseline.key().quality().equals(Quality.ESTIMATED.name())) {
            low -= below(now) + factor * above(baseline);
            high += above(now) + factor * below(baseline);
        }
        String change = change(now.series(), baseline.series());
        String allowed = "the " + Percent.text(percent) + " allowed";
        if (high <= 0) {
            return new Verdict(Outcome.WITHIN, change + ", within " + allowed);
        }
        if (low > 0) {
            return new Verdict(Outcome.OVER, change + ", more than " + allowed);
        }
        return Verdict.inconclusive(change + ", too near to " + allowed
                + " to tell: repeat more often (maxRepetitions, timeLimitSeconds) or allow more");
    }

    private static double below(Baseline baseline) {
        return baseline.series().mean() - baseline.ranges().low();
    }

    private static double above(Baseline baseline) {
        return baseline.ranges().high() - baseline.series().mean();
    }

    private static String change(Series now, Series then) {
        String values =
                Joules.text(now.mean()) + " per operation against " + Joules.text(then.mean()) + " in the baseline";
        return then.mean() == 0
                ? values
                : String.format(Locale.ROOT, "%s (%+.1f %%)", values, 100 * (now.mean() / then.mean() - 1));
    }
}
