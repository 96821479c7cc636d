package io.scaph.junit;

import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;

/** Checks the values of an {@link EnergyBudget}, and gives those that have no default as optional values. */
final class BudgetTerms {
    private BudgetTerms() {}

    static void requireValid(EnergyBudget budget) {
        double percent = budget.regressionPercent();
        require(budget.joules() > 0, "joules must be above 0", budget.joules());
        require(percent < Double.POSITIVE_INFINITY, "regressionPercent must be a number", percent);
        require(budget.operations() >= 1, "operations must be 1 or more", budget.operations());
        if (Double.isInfinite(budget.joules()) && percent < 0) {
            throw new ExtensionConfigurationException(
                    "@EnergyBudget sets no limit: give joules, regressionPercent or both");
        }
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
    }

    private static void require(boolean valid, String rule, Number value) {
        if (!valid) {
            throw new ExtensionConfigurationException("@EnergyBudget: " + rule + ", not " + value);
        }
    }

    /** The limit in J, for one run or one operation. */
    static Optional<Double> joules(EnergyBudget budget) {
        return Optional.of(budget.joules()).filter(Double::isFinite);
    }

    /** How many times the limit applies to one run. */
    static long limitsPerRun(EnergyBudget budget) {
        return budget.per() == EnergyBudget.Per.OPERATION ? budget.operations() : 1;
    }

    static Optional<Double> regressionPercent(EnergyBudget budget) {
        return Optional.of(budget.regressionPercent()).filter(percent -> percent >= 0);
    }
}
