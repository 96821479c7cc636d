package io.scaph.api.internal.snapshot;

import io.scaph.api.energy.Energy;
import io.scaph.api.snapshot.ProcessEnergy;
import io.scaph.api.workload.ProcessInfo;
import java.time.Duration;

/**
 * The total of a process.
 *
 * @param energyMicrojoules the energy, in µJ
 * @param endedChildrenMicrojoules of that, the energy of children that ended without a line, in µJ
 * @param deviceMicrojoules of that, the energy of devices, in µJ
 * @param cpuNanos the CPU time behind the rest, in ns
 */
public record ProcessTotal(
        ProcessInfo process,
        long energyMicrojoules,
        long endedChildrenMicrojoules,
        long deviceMicrojoules,
        long cpuNanos,
        boolean isEnded)
        implements ProcessEnergy {
    @Override
    public Energy energy() {
        return new Energy(energyMicrojoules);
    }

    @Override
    public Energy endedChildren() {
        return new Energy(endedChildrenMicrojoules);
    }

    @Override
    public Energy devices() {
        return new Energy(deviceMicrojoules);
    }

    @Override
    public Duration cpuTime() {
        return Duration.ofNanos(cpuNanos);
    }
}
