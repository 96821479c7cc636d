package io.scaph.api.internal.snapshot;

import io.scaph.api.energy.Energy;
import io.scaph.api.snapshot.JvmEnergy;

/** The total of this JVM. */
public record JvmTotal(Energy application, Energy gc, Energy jit, Energy runtime) implements JvmEnergy {
    @Override
    public Energy energy() {
        return application.plus(gc).plus(jit).plus(runtime);
    }
}
