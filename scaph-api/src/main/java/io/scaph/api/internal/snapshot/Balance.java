package io.scaph.api.internal.snapshot;

import io.scaph.api.energy.Energy;
import io.scaph.api.snapshot.AllocationPolicy;
import io.scaph.api.snapshot.Groups;
import io.scaph.api.snapshot.ProcessEnergy;
import io.scaph.api.topology.Domain;
import io.scaph.api.workload.Container;
import io.scaph.api.workload.Job;
import io.scaph.api.workload.Unit;
import io.scaph.api.workload.User;
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
        Energy stolen) {
    /** What groups of processes used: other sums over the same energy as the lines of processes. */
    public record GroupBalance(
            Groups<Container> containers, Groups<Job> jobs, Groups<Unit> units, Groups<User> users) {}

    /**
     * Where the energy went of a device that is not divided by CPU time, such as a GPU. What is neither idle nor unattributed is
     * in the lines of processes, or with those that ended.
     *
     * @param energy the energy that was divided
     * @param idle the part that no process used
     * @param unattributed the part that can't be tied to a known process
     */
    public record DeviceTotal(Domain device, Energy energy, Energy idle, Energy unattributed) {}
}
