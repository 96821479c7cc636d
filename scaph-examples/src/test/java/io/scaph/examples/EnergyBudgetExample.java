package io.scaph.examples;

import io.scaph.junit.EnergyBudget;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * A test that fails if code uses too much energy. {@code scaph-examples/run budget} runs it, and leaves the measured energy in
 * {@code target}. It is not part of the usual build: a budget needs a machine that is otherwise idle.
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
