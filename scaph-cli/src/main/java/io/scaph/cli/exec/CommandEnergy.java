package io.scaph.cli.exec;

import io.scaph.api.energy.EnergyRange;
import io.scaph.api.scope.ScopeEnergy;
import io.scaph.api.scope.ScopeWarning;
import io.scaph.api.topology.Quality;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Adds up the energy of a command over its slices. */
final class CommandEnergy {
    private final Set<ScopeWarning> warnings = EnumSet.noneOf(ScopeWarning.class);
    private Quality quality = Quality.MEASURED;
    private Optional<EnergyRange> energy = Optional.empty();

    void add(ScopeEnergy slice) {
        quality = quality.weaker(slice.quality());
        warnings.addAll(slice.warnings());
        // A command is not a thread.
        warnings.remove(ScopeWarning.THREAD_UNKNOWN);
        slice.process()
                .ifPresent(added ->
                        energy = Optional.of(energy.map(sum -> plus(sum, added)).orElse(added)));
    }

    private static EnergyRange plus(EnergyRange one, EnergyRange other) {
        return EnergyRange.ofMicrojoules(
                one.energy().microjoules() + other.energy().microjoules(),
                one.low().microjoules() + other.low().microjoules(),
                one.high().microjoules() + other.high().microjoules());
    }

    /** The sum; empty if no slice is known. */
    Optional<EnergyRange> energy() {
        return energy;
    }

    /** How certain it is. */
    Quality quality() {
        return quality;
    }

    /** What makes it less certain. */
    Set<ScopeWarning> warnings() {
        return warnings;
    }
}
