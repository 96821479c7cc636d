package io.scaph.api.scope;

import io.scaph.api.energy.EnergyRange;
import io.scaph.api.internal.scope.ScopeResult;
import io.scaph.api.topology.Quality;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * The energy that was used while a scope was open.
 *
 * <p>The process and the thread get their part of the host's energy by their CPU time and the policy of the monitor ({@link
 * io.scaph.api.snapshot.AllocationPolicy}); with {@code capacity} they get nothing for idle time. The energy of a device such
 * as a GPU is part of the host's energy only. It is divided among processes from tick to tick, not within a scope ({@link
 * io.scaph.api.snapshot.ProcessEnergy#devices()}). {@code toString()} returns one line for a log. Immutable.
 */
public sealed interface ScopeEnergy permits ScopeResult {
    /**
     * Returns the name of the scope.
     *
     * @return the name; an empty text for a block that was measured without one
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
     * Returns the energy of the thread that opened the scope, by its CPU time. The work of other threads for it is not
     * included.
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
     * @return the quality of the least certain domain of the host
     */
    Quality quality();

    /**
     * Returns what makes the energy less certain than the ranges show.
     *
     * @return the warnings, usually none
     */
    Set<ScopeWarning> warnings();
}
