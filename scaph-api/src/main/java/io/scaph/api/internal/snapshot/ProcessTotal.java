package io.scaph.api.internal.snapshot;

import io.scaph.api.energy.Energy;
import io.scaph.api.snapshot.ProcessEnergy;
import io.scaph.api.workload.ProcessInfo;
import java.time.Duration;

/** The total of a process. */
public record ProcessTotal(
        ProcessInfo process, Energy energy, Energy endedChildren, Energy devices, Duration cpuTime, boolean isEnded)
        implements ProcessEnergy {}
