package io.scaph.api.internal.snapshot;

import io.scaph.api.energy.Energy;
import io.scaph.api.snapshot.AllocationPolicy;
import io.scaph.api.snapshot.ProcessEnergy;
import java.time.Duration;
import java.util.List;

/**
 * Where the host's energy went since the monitor was opened: all lines of the ledger.
 *
 * @param devices the part of each device whose energy is not divided by CPU time; usually none
 */
public record Balance(
        AllocationPolicy policy,
        int onlineCpus,
        Duration capacity,
        Duration busy,
        List<ProcessEnergy> processes,
        GroupBalance groups,
        List<DeviceTotal> devices,
        Energy ended,
        Energy idle,
        Energy unattributed,
        Energy interrupts,
        Energy stolen) {}
