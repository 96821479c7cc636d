package io.scaph.junit.internal.verdict;

import java.util.Locale;

/**
 * An outcome and the reason for it.
 *
 * @param outcome the outcome
 * @param reason one line for people; if it is inconclusive, with the remedy
 */
public record Verdict(Outcome outcome, String reason) {
    /** The outcome of a comparison; ordered from the weakest to the strongest, which wins where there are two. */
    public enum Outcome {
        /** The whole interval is within the limit. */
        WITHIN,
        /** Neither of the others. */
        INCONCLUSIVE,
        /** The whole interval is over the limit. */
        OVER;

        /**
         * The outcome in reports.
         *
         * @return its name in lower case
         */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A verdict that there is no result.
     *
     * @param reason the reason and the remedy
     * @return the verdict
     */
    public static Verdict inconclusive(String reason) {
        return new Verdict(Outcome.INCONCLUSIVE, reason);
    }

    /**
     * The verdict on two limits: the stronger outcome, with both reasons if the outcomes are the same.
     *
     * @param other the verdict on the other limit
     * @return the verdict on both
     */
    public Verdict and(Verdict other) {
        int order = outcome.compareTo(other.outcome);
        if (order == 0) {
            return new Verdict(outcome, reason + "; " + other.reason);
        }
        return order > 0 ? this : other;
    }
}
