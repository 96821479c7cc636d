package io.scaph.junit.internal.verdict;

import io.scaph.api.topology.Quality;
import java.util.Locale;
import java.util.OptionalDouble;

/** Compares measured energy with a limit or with a baseline. */
public final class Judge {
    private Judge() {}

    /**
     * Whether energy is within a budget: its whole interval must be on one side.
     *
     * @param figure the measured energy
     * @param limitMicrojoules the limit, in µJ
     * @param operations the number of operations in a run, if the limit is for one of them; else 1
     * @return the verdict
     */
    public static Verdict budget(Figure figure, double limitMicrojoules, long operations) {
        Bounds bounds = figure.deciding();
        String allowed = "the budget of " + EnergyText.of(limitMicrojoules) + (operations > 1 ? " per operation" : "");
        String interval = EnergyText.of(new Bounds(bounds.low() / operations, bounds.high() / operations));
        if (bounds.high() <= limitMicrojoules * operations) {
            return new Verdict(Verdict.Outcome.WITHIN, interval + " is within " + allowed);
        }
        if (bounds.low() > limitMicrojoules * operations) {
            return new Verdict(Verdict.Outcome.OVER, interval + " is over " + allowed);
        }
        return Verdict.inconclusive(interval + " is on both sides of " + allowed
                + ": allow more repetitions (maxRepetitions, timeLimitSeconds), measure on a quieter machine, or raise"
                + " the budget");
    }

    /**
     * Whether energy grew by more than a part against a baseline: {@code mean - (1 + p) * baseline}, with its confidence
     * interval, must be on one side of 0. Where hardware measures, the steps of the counters are added; the error of a model is
     * the same in both.
     *
     * @param figure the measured energy
     * @param operations the number of operations in a run; a baseline is for one operation
     * @param baseline the baseline, of the same quality
     * @param percent the growth that is allowed
     * @return the verdict
     */
    public static Verdict regression(Figure figure, long operations, Baseline baseline, double percent) {
        Baseline now = Baseline.of(baseline.key(), figure, operations);
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
        String change = change(now.series().mean(), baseline.series().mean());
        String allowed = "the " + EnergyText.percent(percent) + " allowed";
        if (high <= 0) {
            return new Verdict(Verdict.Outcome.WITHIN, change + ", within " + allowed);
        }
        if (low > 0) {
            return new Verdict(Verdict.Outcome.OVER, change + ", more than " + allowed);
        }
        return Verdict.inconclusive(change + ", too close to " + allowed
                + " for a verdict: allow more repetitions (maxRepetitions, timeLimitSeconds) or more growth");
    }

    private static double below(Baseline baseline) {
        return baseline.series().mean() - baseline.ranges().low();
    }

    private static double above(Baseline baseline) {
        return baseline.ranges().high() - baseline.series().mean();
    }

    private static String change(double now, double then) {
        String values = EnergyText.of(now) + " per operation against " + EnergyText.of(then) + " in the baseline";
        return then == 0 ? values : String.format(Locale.ROOT, "%s (%+.1f %%)", values, 100 * (now / then - 1));
    }
}
