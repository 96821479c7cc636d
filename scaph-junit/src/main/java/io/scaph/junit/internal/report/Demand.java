package io.scaph.junit.internal.report;

import java.util.OptionalDouble;

/**
 * What is asked of a test.
 *
 * @param joules the budget, for one run or for one operation, in J; empty if there is none
 * @param perOperation whether it is for one operation
 * @param operations how many operations a run is, at least 1
 * @param regressionPercent by how much energy may grow against the baseline; empty if there is none
 */
public record Demand(OptionalDouble joules, boolean perOperation, long operations, OptionalDouble regressionPercent) {
    private static final double MICRO = 1e6;

    /**
     * The budget of a whole run.
     *
     * @return µJ; empty if there is none
     */
    public OptionalDouble microjoulesPerRun() {
        return joules.isEmpty()
                ? joules
                : OptionalDouble.of(joules.getAsDouble() * MICRO * (perOperation ? operations : 1));
    }
}
