package io.scaph.api.testing;

import java.util.Random;

/**
 * A rule that holds for random input. A failure names the seed that led to it; {@code -Dscaph.seed=SEED
 * -Dscaph.sequences=1} runs that one again.
 */
public interface Property {
    int SEQUENCES = 2_000;

    void check(Random random);

    static void holds(Property property) {
        holds(SEQUENCES, property);
    }

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
