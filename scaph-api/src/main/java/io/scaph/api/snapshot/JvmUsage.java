package io.scaph.api.snapshot;

import io.scaph.api.internal.value.UsageValue;

/** The energy and power of this JVM in an {@link Interval}, by what it was used for; see {@link JvmEnergy}. Immutable. */
public sealed interface JvmUsage extends Usage permits UsageValue.OfJvm {
    /**
     * Returns what the application used.
     *
     * @return energy and power
     */
    Usage application();

    /**
     * Returns what the threads used that collect garbage.
     *
     * @return energy and power
     */
    Usage gc();

    /**
     * Returns what the threads used that compile.
     *
     * @return energy and power
     */
    Usage jit();

    /**
     * Returns what the JVM's other threads used.
     *
     * @return energy and power
     */
    Usage runtime();
}
