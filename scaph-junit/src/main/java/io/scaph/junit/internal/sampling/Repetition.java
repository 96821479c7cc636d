package io.scaph.junit.internal.sampling;

import io.scaph.api.energy.EnergyRange;
import io.scaph.api.scope.ScopeEnergy;
import io.scaph.api.scope.ScopeWarning;
import java.util.Optional;

/**
 * One measurement.
 *
 * @param energy what the scope said
 * @param range the energy of whom it is about; empty if it is not known
 * @param flaw why it does not count; empty if it does
 */
public record Repetition(ScopeEnergy energy, Optional<EnergyRange> range, Optional<String> flaw) {
    /** Below this it may be the work that is too short; above it, a reading of the counters that failed. */
    private static final long SHORT_NANOS = 100_000_000;

    static Repetition of(ScopeEnergy energy, Subject subject) {
        Optional<EnergyRange> range = subject.of(energy);
        Optional<String> flaw = energy.warnings().stream()
                .filter(warning -> matters(warning, energy, subject))
                .map(ScopeWarning::text)
                .reduce((one, other) -> one + "; " + other);
        if (flaw.isEmpty() && range.isEmpty()) {
            flaw = Optional.of("the energy of " + subject.words() + " is not known");
        }
        return new Repetition(energy, range, flaw);
    }

    private static boolean matters(ScopeWarning warning, ScopeEnergy energy, Subject subject) {
        return switch (warning) {
            case THREAD_UNKNOWN -> subject == Subject.THREAD;
            // A gap makes everything too short.
            case TOO_SHORT -> isShort(energy) || !energy.warnings().contains(ScopeWarning.GAP);
            default -> true;
        };
    }

    private static boolean isShort(ScopeEnergy energy) {
        return energy.duration().toNanos() < SHORT_NANOS;
    }

    /**
     * Whether it counts.
     *
     * @return if so, there is a range
     */
    public boolean counts() {
        return flaw.isEmpty();
    }

    boolean tooShort() {
        return energy.warnings().contains(ScopeWarning.TOO_SHORT) && isShort(energy);
    }
}
