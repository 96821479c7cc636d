package io.scaph.junit.internal.sampling;

import io.scaph.api.energy.EnergyRange;
import io.scaph.api.scope.ScopeEnergy;
import java.util.Optional;

/** Whose energy is looked at. */
public enum Subject {
    /** All threads of this JVM. */
    PROCESS("this process"),
    /** The thread that runs the test. */
    THREAD("the test's thread"),
    /** The whole host. */
    HOST("the host");

    private final String words;

    Subject(String words) {
        this.words = words;
    }

    /**
     * What to call it.
     *
     * @return some words for people
     */
    public String words() {
        return words;
    }

    /**
     * Its energy.
     *
     * @param energy all that is known
     * @return its part; empty if it is not known
     */
    public Optional<EnergyRange> of(ScopeEnergy energy) {
        return switch (this) {
            case PROCESS -> energy.process();
            case THREAD -> energy.thread();
            case HOST -> energy.host();
        };
    }
}
