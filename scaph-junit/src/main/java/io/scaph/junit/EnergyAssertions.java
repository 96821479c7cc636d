package io.scaph.junit;

import io.scaph.api.scope.ScopeEnergy;

/** The entry point of assertions about energy. Needs AssertJ on the class path. */
public final class EnergyAssertions {
    private EnergyAssertions() {}

    /**
     * Starts assertions about the energy of a scope.
     *
     * @param actual the energy
     * @return the assertions
     */
    public static ScopeEnergyAssert assertThat(ScopeEnergy actual) {
        return new ScopeEnergyAssert(actual);
    }
}
