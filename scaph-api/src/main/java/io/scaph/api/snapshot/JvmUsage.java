package io.scaph.api.snapshot;

import io.scaph.api.internal.interval.UsageValue;

/** The energy and power of this JVM in an {@link Interval}, by what it was used for; see {@link JvmEnergy}. Immutable. */
public sealed interface JvmUsage extends Usage permits UsageValue.OfJvm {
    /**
     * Returns the usage of the application.
     *
     * @return energy and power
     */
    Usage application();

    /**
     * Returns the usage of the threads that collect garbage.
     *
     * @return energy and power
     */
    Usage gc();

    /**
     * Returns the usage of the threads that compile.
     *
     * @return energy and power
     */
    Usage jit();

    /**
     * Returns the usage of the JVM's other threads.
     *
     * @return energy and power
     */
    Usage runtime();
}
