package io.scaph.junit.internal.sampling;

/**
 * How often to measure.
 *
 * @param subject whose energy
 * @param warmUps how often to run before anything counts
 * @param minRepetitions how many repetitions have to count, at least 1
 * @param maxRepetitions how often to measure at most, those that do not count included
 * @param limitNanos after how much time in the work itself not to begin another repetition
 * @param intervalWidth the width of the confidence interval at which it is narrow enough, as a part of the mean
 * @param confidence its confidence, above 0 and below 1
 */
public record SamplingPlan(
        Subject subject,
        int warmUps,
        int minRepetitions,
        int maxRepetitions,
        long limitNanos,
        double intervalWidth,
        double confidence) {}
