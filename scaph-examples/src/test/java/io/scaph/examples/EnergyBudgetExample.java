package io.scaph.examples;

import io.scaph.junit.EnergyBudget;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * A test that fails if code uses more energy than it may. {@code scaph-examples/run budget} runs it, and leaves what was
 * measured in {@code target}. It is no part of the usual build: a budget is for a machine that is quiet.
 */
class EnergyBudgetExample {
    private static final int NUMBERS = 1_000_000;

    private final long[] numbers = new Random(1).longs(NUMBERS).toArray();

    @Test
    @EnergyBudget(joules = 50)
    void sortingAMillionNumbersIsCheap() {
        long[] sorted = numbers.clone();
        Arrays.sort(sorted);
        if (sorted[0] > sorted[NUMBERS - 1]) {
            throw new AssertionError("not sorted");
        }
    }
}
