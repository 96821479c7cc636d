package io.scaph.api.internal.scope;

import io.scaph.api.energy.EnergyRange;
import io.scaph.api.internal.text.QuantityText;
import io.scaph.api.scope.ScopeEnergy;
import io.scaph.api.scope.ScopeWarning;
import io.scaph.api.topology.Quality;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;

/** What was used within a scope. */
public record ScopeResult(
        String name,
        Duration duration,
        Optional<EnergyRange> host,
        Optional<EnergyRange> process,
        Optional<EnergyRange> thread,
        Optional<Duration> processCpu,
        Quality quality,
        Set<ScopeWarning> warnings)
        implements ScopeEnergy {
    /** Copies the warnings. */
    public ScopeResult {
        Set<ScopeWarning> copy = EnumSet.noneOf(ScopeWarning.class);
        copy.addAll(warnings);
        warnings = Collections.unmodifiableSet(copy);
    }

    @Override
    public OptionalDouble hostPower() {
        return power(host);
    }

    @Override
    public OptionalDouble processPower() {
        return power(process);
    }

    private OptionalDouble power(Optional<EnergyRange> energy) {
        return energy.isPresent() ? energy.get().energy().over(duration) : OptionalDouble.empty();
    }

    /** Returns one line for a log, such as {@code checkout: 2.41 J (2.30 to 2.52 J), 1.20 s, measured}. */
    @Override
    public String toString() {
        String title = name.isEmpty() ? "" : name + ": ";
        String energy = process.map(EnergyRange::toString).orElse("energy unknown");
        String doubts = warnings.stream().map(ScopeWarning::text).collect(Collectors.joining("; "));
        return title + energy + ", " + QuantityText.text(duration) + ", "
                + quality.name().toLowerCase(Locale.ROOT) + (doubts.isEmpty() ? "" : " (" + doubts + ")");
    }
}
