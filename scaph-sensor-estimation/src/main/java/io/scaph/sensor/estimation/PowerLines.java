package io.scaph.sensor.estimation;

import java.util.function.UnaryOperator;

/**
 * A line of power with the interval that contains the true value in 80 % of cases.
 *
 * @param low the lower end
 * @param estimate the estimate
 * @param high the upper end
 */
record PowerLines(PowerLine low, PowerLine estimate, PowerLine high) {
    /** Changes each of the three. */
    PowerLines map(UnaryOperator<PowerLine> change) {
        return new PowerLines(change.apply(low), change.apply(estimate), change.apply(high));
    }

    /** The energy of some hardware threads over a time, in µJ, as {@link PowerLine#microjoules}. */
    Estimate microjoules(double threadNanos, double busyNanos) {
        return new Estimate(
                low.microjoules(threadNanos, busyNanos),
                estimate.microjoules(threadNanos, busyNanos),
                high.microjoules(threadNanos, busyNanos));
    }
}
