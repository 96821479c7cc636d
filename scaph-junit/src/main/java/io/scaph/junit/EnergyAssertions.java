package io.scaph.junit;

import io.scaph.api.scope.ScopeEnergy;

/** Where assertions about energy begin; for AssertJ, which has to be on the class path. */
public final class EnergyAssertions {
    private EnergyAssertions() {}

    /**
     * Begins to assert something of what a scope used.
     *
     * @param actual what it used
     * @return the assertions
     */
    public static ScopeEnergyAssert assertThat(ScopeEnergy actual) {
        return new ScopeEnergyAssert(actual);
    }
}
