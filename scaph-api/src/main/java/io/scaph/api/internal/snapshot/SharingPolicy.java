package io.scaph.api.internal.snapshot;

import io.scaph.api.snapshot.AllocationPolicy;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * How energy is divided.
 *
 * @param formula the formula
 * @param idleWatts the power of the idle host, in W, from 0 to a million; empty if it is learned or not needed
 */
public record SharingPolicy(Formula formula, OptionalDouble idleWatts) implements AllocationPolicy {
    /** What comes before the idle power in a label. */
    public static final String PREFIX = "baseline=";

    private static final double MOST = 1e6;

    /** The formulas. */
    public enum Formula {
        /** By capacity. */
        CAPACITY,
        /** By use. */
        ACTIVE,
        /** Idle power first, then by use. */
        BASELINE
    }

    /** Checks the idle power. */
    public SharingPolicy {
        if (idleWatts.isPresent() && !(idleWatts.getAsDouble() >= 0 && idleWatts.getAsDouble() <= MOST)) {
            throw new IllegalArgumentException(
                    "the idle power must be from 0 to a million watts, not " + idleWatts.getAsDouble());
        }
    }

    @Override
    public String label() {
        return idleWatts.isPresent()
                ? PREFIX + idleWatts.getAsDouble()
                : formula.name().toLowerCase(Locale.ROOT);
    }
}
