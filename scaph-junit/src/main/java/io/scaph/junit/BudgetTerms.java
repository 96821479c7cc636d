package io.scaph.junit;

import io.scaph.junit.internal.report.Demand;
import io.scaph.junit.internal.sampling.SamplingPlan;
import io.scaph.junit.internal.sampling.Subject;
import java.util.OptionalDouble;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;

/** Reads what stands in an {@link EnergyBudget}, and refuses what makes no sense. */
final class BudgetTerms {
    private static final double NANOS = 1e9;

    private BudgetTerms() {}

    static Demand demand(EnergyBudget budget) {
        double joules = budget.joules();
        double percent = budget.regressionPercent();
        require(joules > 0, "joules must be above 0", joules);
        require(
                !Double.isNaN(percent) && percent != Double.POSITIVE_INFINITY,
                "regressionPercent must be a number",
                percent);
        require(budget.operations() >= 1, "operations must be 1 or more", budget.operations());
        if (Double.isInfinite(joules) && percent < 0) {
            throw new ExtensionConfigurationException(
                    "@EnergyBudget asks for nothing: give joules, regressionPercent or both");
        }
        return new Demand(
                Double.isInfinite(joules) ? OptionalDouble.empty() : OptionalDouble.of(joules),
                budget.per() == EnergyBudget.Per.OPERATION,
                budget.operations(),
                percent < 0 ? OptionalDouble.empty() : OptionalDouble.of(percent));
    }

    static SamplingPlan plan(EnergyBudget budget) {
        require(budget.warmUps() >= 0, "warmUps must be 0 or more", budget.warmUps());
        require(budget.minRepetitions() >= 1, "minRepetitions must be 1 or more", budget.minRepetitions());
        require(
                budget.maxRepetitions() >= budget.minRepetitions(),
                "maxRepetitions must not be below minRepetitions",
                budget.maxRepetitions());
        require(budget.timeLimitSeconds() > 0, "timeLimitSeconds must be above 0", budget.timeLimitSeconds());
        require(budget.intervalWidth() >= 0, "intervalWidth must be 0 or more", budget.intervalWidth());
        double confidence = budget.confidence();
        require(confidence > 0 && confidence < 1, "confidence must be between 0 and 1", confidence);
        return new SamplingPlan(
                switch (budget.of()) {
                    case PROCESS -> Subject.PROCESS;
                    case THREAD -> Subject.THREAD;
                    case HOST -> Subject.HOST;
                },
                budget.warmUps(),
                budget.minRepetitions(),
                budget.maxRepetitions(),
                (long) (budget.timeLimitSeconds() * NANOS),
                budget.intervalWidth(),
                confidence);
    }

    private static void require(boolean sensible, String rule, Number value) {
        if (!sensible) {
            throw new ExtensionConfigurationException("@EnergyBudget: " + rule + ", not " + value);
        }
    }
}
