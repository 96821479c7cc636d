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
    private static final double LOW_FROM = 0.1;
    private static final double LOW_TO = 0.4;
    private static final double HIGH_FROM = 0.5;

    /**
     * Factors of an estimate.
     *
     * @param low of its lower end, above 0, at most 1
     * @param high of its upper end, at least 1
     */
    public record Factors(double low, double high) {
        /**
         * Mends what it is given, so that the estimate is in its interval.
         *
         * @param low {@link #low()}
         * @param high {@link #high()}
         */
        public Factors {
            low = Math.min(1, low);
            high = Math.max(1, high);
        }

        private Factors towards(Factors other, double part) {
            return new Factors(low + (other.low - low) * part, high + (other.high - high) * part);
        }
    }

    /**
     * The factors at a load.
     *
     * @param load from 0 to 1
     * @return the factors; between the three by straight lines
     */
    public Factors at(double load) {
        double clamped = LoadShape.clamp(load);
        if (clamped < LOW_FROM) {
            return idle.towards(low, clamped / LOW_FROM);
        }
        if (clamped < LOW_TO) {
            return low;
        }
        return clamped < HIGH_FROM ? low.towards(high, (clamped - LOW_TO) / (HIGH_FROM - LOW_TO)) : high;
    }
}
