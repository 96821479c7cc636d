package io.scaph.api.snapshot;

import io.scaph.api.energy.Energy;
import io.scaph.api.internal.interval.UsageValue;
import java.util.OptionalDouble;

/**
 * The energy and power of one thing in an {@link Interval}. Immutable.
 *
 * <p>Power is unknown while nothing is known of a domain of the host; unknown is never 0.
 */
public sealed interface Usage permits SubjectUsage, ProcessUsage, JvmUsage, UsageValue {
    /**
     * Returns the name of the thing.
     *
     * @return a name for people; not unique
     */
    String name();

    /**
     * Returns the energy that became known in the interval.
     *
     * @return the energy
     */
    Energy energy();

    /**
     * Returns the average power over the time for which the energy is known.
     *
     * @return the power, in W; empty if unknown
     */
    OptionalDouble power();

    /**
     * Returns the lower end of the range that contains the true power four times out of five. The range is the error of the
     * model for a machine: it does not get smaller with time.
     *
     * @return the power, in W; empty if nothing is estimated or the power is unknown
     */
    OptionalDouble lowPower();

    /**
     * Returns the upper end of that range.
     *
     * @return the power, in W; empty if nothing is estimated or the power is unknown
     */
    OptionalDouble highPower();
}
