package io.scaph.junit;

import io.scaph.api.energy.EnergyRange;
import io.scaph.api.scope.ScopeEnergy;
import java.util.Optional;

/** The part of a scope's energy that {@link EnergyBudget.Whose} selects. */
final class MeasuredPart {
    private MeasuredPart() {}

    /** Its energy; empty if it is unknown. */
    static Optional<EnergyRange> of(ScopeEnergy energy, EnergyBudget.Whose part) {
        return switch (part) {
            case PROCESS -> energy.process();
            case THREAD -> energy.thread();
            case HOST -> energy.host();
        };
    }

    /** Its name in messages. */
    static String text(EnergyBudget.Whose part) {
        return switch (part) {
            case PROCESS -> "this process";
            case THREAD -> "the test's thread";
            case HOST -> "the host";
        };
    }
}
