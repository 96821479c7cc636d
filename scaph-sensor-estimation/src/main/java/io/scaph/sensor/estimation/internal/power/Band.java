package io.scaph.sensor.estimation.internal.power;

/**
 * The interval that four of five measured values were in, as factors of the estimate: between the 10th and the 90th
 * percentile, about, of measured / estimated on CPUs that the equations had not seen (split conformal prediction). Idle,
 * little load and much load have their own.
 *
 * @param idle at no load
 * @param low from 10 to 40 % of load
 * @param high from 50 % of load
 */
public record Band(Factors idle, Factors low, Factors high) {
    /**
     * Factors of an estimate.
     *
     * @param low of its lower end, above 0, at most 1
     * @param high of its upper end, at least 1
     */
    public record Factors(double low, double high) {
        /**
         * Corrects the arguments, so that the estimate is in its interval.
         *
         * @param low {@link #low()}
         * @param high {@link #high()}
         */
        public Factors {
            low = Math.min(1, low);
            high = Math.max(1, high);
        }
    }
}
