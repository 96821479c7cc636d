package io.scaph.junit.internal.verdict;

/** What is to be said of a budget; ordered from the weakest to the strongest, which wins where two meet. */
public enum Outcome {
    /** All that the energy may be is within the budget. */
    WITHIN,
    /** It can't be said. */
    INCONCLUSIVE,
    /** All that the energy may be is over the budget. */
    OVER
}
