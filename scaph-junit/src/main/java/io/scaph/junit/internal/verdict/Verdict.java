package io.scaph.junit.internal.verdict;

/**
 * An outcome and why.
 *
 * @param outcome the outcome
 * @param reason one line for people; if it is inconclusive, with what to do
 */
public record Verdict(Outcome outcome, String reason) {
    /**
     * Nothing can be said.
     *
     * @param reason why not, and what to do
     * @return the verdict
     */
    public static Verdict inconclusive(String reason) {
        return new Verdict(Outcome.INCONCLUSIVE, reason);
    }

    /**
     * Both of two demands: the stronger outcome, the reasons of both if they agree.
     *
     * @param other the verdict on the other demand
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
