package io.scaph.api.scope;

import io.scaph.api.topology.Quality;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * What was used within a scope.
 *
 * <p>The process and the thread get their part of the host's energy by their CPU time, as the policy of the monitor says
 * ({@link io.scaph.api.snapshot.AllocationPolicy}); so with {@code capacity} nothing is charged for idle time. The energy of
 * devices that do not work by CPU time, such as GPUs, is in the host's and in neither of them: whose it was is known from
 * tick to tick only ({@link io.scaph.api.snapshot.ProcessEnergy#deviceMicrojoules()}).
 *
 * @param name the name of the scope; may be empty
 * @param duration how long it was open
 * @param host the energy of the whole host; empty if it is not known
 * @param process the part of this process, all its threads; empty if it is not known
 * @param thread the part of the thread that opened the scope, by its CPU time; what other threads did for it is not in
 *     it. Empty if it is not known
 * @param processCpu the CPU time that this process used
 * @param quality how certain the energy is
 * @param warnings what makes it less certain than the ranges tell; usually none
 */
public record ScopeEnergy(
        String name,
        Duration duration,
        Optional<EnergyRange> host,
        Optional<EnergyRange> process,
        Optional<EnergyRange> thread,
        Duration processCpu,
        Quality quality,
        Set<ScopeWarning> warnings) {
    private static final double NANOS = 1e9;

    /**
     * Checks and copies what it is given.
     *
     * @param name {@link #name()}
     * @param duration {@link #duration()}
     * @param host {@link #host()}
     * @param process {@link #process()}
     * @param thread {@link #thread()}
     * @param processCpu {@link #processCpu()}
     * @param quality {@link #quality()}
     * @param warnings {@link #warnings()}
     */
    public ScopeEnergy {
        Set<ScopeWarning> copy = EnumSet.noneOf(ScopeWarning.class);
        copy.addAll(warnings);
        warnings = Collections.unmodifiableSet(copy);
    }

    /**
     * The average power of the host.
     *
     * @return watts; empty if it is not known or no time passed
     */
    public OptionalDouble hostWatts() {
        return watts(host);
    }

    /**
     * The average power of this process.
     *
     * @return watts; empty if it is not known or no time passed
     */
    public OptionalDouble processWatts() {
        return watts(process);
    }

    private OptionalDouble watts(Optional<EnergyRange> energy) {
        double seconds = duration.toNanos() / NANOS;
        return energy.isPresent() && seconds > 0
                ? OptionalDouble.of(energy.get().joules() / seconds)
                : OptionalDouble.empty();
    }
}
