package io.scaph.api.internal.snapshot;

import io.scaph.api.energy.Energy;
import io.scaph.api.snapshot.JvmEnergy;

/** The total of this JVM; in µJ. */
public record JvmTotal(long applicationMicrojoules, long gcMicrojoules, long jitMicrojoules, long runtimeMicrojoules)
        implements JvmEnergy {
    @Override
    public Energy application() {
        return new Energy(applicationMicrojoules);
    }

    @Override
    public Energy gc() {
        return new Energy(gcMicrojoules);
    }

    @Override
    public Energy jit() {
        return new Energy(jitMicrojoules);
    }

    @Override
    public Energy runtime() {
        return new Energy(runtimeMicrojoules);
    }

    @Override
    public Energy energy() {
        return new Energy(applicationMicrojoules + gcMicrojoules + jitMicrojoules + runtimeMicrojoules);
    }
}
