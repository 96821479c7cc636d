package io.scaph.junit;

import io.scaph.api.energy.EnergyRange;
import io.scaph.api.scope.ScopeEnergy;
import io.scaph.api.scope.ScopeWarning;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One measurement of a test's body.
 *
 * @param energy the energy of its scope
 * @param range the part that the budget is about; empty if it is unknown
 * @param flaw why it does not count; empty if it counts, and then there is a range
 */
record Repetition(ScopeEnergy energy, Optional<EnergyRange> range, Optional<String> flaw) {
    /** A shorter run may be too short for the counters; in a longer one a reading of the counters failed. */
    private static final long SHORT_NANOS = 100_000_000;

    static Repetition of(ScopeEnergy energy, EnergyBudget.Whose part) {
        Optional<EnergyRange> range = part.of(energy);
        String flaw = energy.warnings().stream()
                .filter(warning -> matters(warning, energy, part))
                .map(ScopeWarning::text)
                .collect(Collectors.joining("; "));
        if (flaw.isEmpty() && range.isEmpty()) {
            flaw = "the energy of " + part.text + " is not known";
        }
        return new Repetition(energy, range, Optional.of(flaw).filter(text -> !text.isEmpty()));
    }

    private static boolean matters(ScopeWarning warning, ScopeEnergy energy, EnergyBudget.Whose part) {
        return switch (warning) {
            case THREAD_UNKNOWN -> part == EnergyBudget.Whose.THREAD;
            // A gap makes any run too short.
            case TOO_SHORT -> isShort(energy) || !energy.warnings().contains(ScopeWarning.GAP);
            default -> true;
        };
    }

    private static boolean isShort(ScopeEnergy energy) {
        return energy.duration().toNanos() < SHORT_NANOS;
    }

    double seconds() {
        return energy.duration().toNanos() / 1e9;
    }

    boolean counts() {
        return flaw.isEmpty();
    }

    boolean isTooShort() {
        return energy.warnings().contains(ScopeWarning.TOO_SHORT) && isShort(energy);
    }
}
