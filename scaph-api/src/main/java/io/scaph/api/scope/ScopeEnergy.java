package io.scaph.api.scope;

import io.scaph.api.energy.EnergyRange;
import io.scaph.api.internal.value.ScopeResult;
import io.scaph.api.topology.Quality;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * What was used within a scope.
 *
 * <p>The process and the thread get their part of the host's energy by their CPU time, as the policy of the monitor says ({@link
 * io.scaph.api.snapshot.AllocationPolicy}); with {@code capacity} nothing is charged for idle time. The energy of devices that do
 * not work by CPU time, such as GPUs, is in the host's and in neither of them: it is divided from tick to tick only ({@link
 * io.scaph.api.snapshot.ProcessEnergy#devices()}). {@code toString()} returns one line for a log. Immutable.
 */
public sealed interface ScopeEnergy permits ScopeResult {
    /**
     * Returns the name of the scope.
     *
     * @return the name; empty for a block that was measured without one
     */
    String name();

    /**
     * Returns how long the scope was open.
     *
     * @return the time
     */
    Duration duration();

    /**
     * Returns the energy of the whole host.
     *
     * @return the energy; empty if unknown
     */
    Optional<EnergyRange> host();

    /**
     * Returns the energy of this process, all its threads together.
     *
     * @return the energy; empty if unknown
     */
    Optional<EnergyRange> process();

    /**
     * Returns the energy of the thread that opened the scope, by its CPU time. What other threads did for it is not included.
     *
     * @return the energy; empty if unknown
     */
    Optional<EnergyRange> thread();

    /**
     * Returns the CPU time that this process used.
     *
     * @return the time; empty if unknown
     */
    Optional<Duration> processCpu();

    /**
     * Returns the average power of the host.
     *
     * @return the power, in W; empty if unknown, or no time passed
     */
    OptionalDouble hostPower();

    /**
     * Returns the average power of this process.
     *
     * @return the power, in W; empty if unknown, or no time passed
     */
    OptionalDouble processPower();

    /**
     * Returns how certain the energy is.
     *
     * @return the quality
     */
    Quality quality();

    /**
     * Returns what makes the energy less certain than the ranges show.
     *
     * @return the warnings, usually none
     */
    Set<ScopeWarning> warnings();
}
