package io.scaph.cli.calibrate;

import java.util.Random;

/**
 * A rule that holds for random input. A failure names the seed that led to it; {@code -Dscaph.seed=SEED
 * -Dscaph.sequences=1} runs that one again.
 */
interface Property {
    /** How many inputs are tried unless the property {@code scaph.sequences} says otherwise. */
    int SEQUENCES = 2_000;

    /**
     * Checks the rule for one input.
     *
     * @param random where the input is from
     */
    void check(Random random);

    /**
     * Checks the rule for many inputs.
     *
     * @param property the rule
     */
    static void holds(Property property) {
        holds(SEQUENCES, property);
    }

    /**
     * Checks the rule for some inputs.
     *
     * @param sequences how many
     * @param property the rule
     */
    static void holds(int sequences, Property property) {
        long first = Long.getLong("scaph.seed", System.nanoTime());
        int count = Integer.getInteger("scaph.sequences", sequences);
        for (int i = 0; i < count; i++) {
            long seed = first + i;
            try {
                property.check(new Random(seed));
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("with -Dscaph.seed=" + seed + " -Dscaph.sequences=1: " + e.getMessage(), e);
            }
        }
    }
}
