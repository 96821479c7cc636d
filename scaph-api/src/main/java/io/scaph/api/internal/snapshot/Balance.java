package io.scaph.api.internal.snapshot;

import io.scaph.api.snapshot.AllocationPolicy;
import io.scaph.api.snapshot.ProcessEnergy;
import io.scaph.api.workload.Container;
import io.scaph.api.workload.Groups;
import io.scaph.api.workload.Job;
import io.scaph.api.workload.Unit;
import io.scaph.api.workload.User;
import java.util.List;

/**
 * Where the host's energy went since the monitor was opened: all lines of the ledger. Energies are in µJ, times in ns.
 *
 * @param devices the part of each device whose energy is not divided by CPU time; usually none
 */
public record Balance(
        AllocationPolicy policy,
        int onlineCpus,
        long capacityNanos,
        long busyNanos,
        List<ProcessEnergy> processes,
        Groups<Container> containers,
        Groups<Job> jobs,
        Groups<Unit> units,
        Groups<User> users,
        List<DeviceTotal> devices,
        long endedMicrojoules,
        long idleMicrojoules,
        long unattributedMicrojoules,
        long interruptMicrojoules,
        long stolenMicrojoules) {
    /** Copies the lists. */
    public Balance {
        processes = List.copyOf(processes);
        devices = List.copyOf(devices);
    }

    /**
     * Returns the energy of devices.
     *
     * @return µJ
     */
    public long deviceMicrojoules() {
        long sum = 0;
        for (DeviceTotal device : devices) {
            sum += device.energyMicrojoules();
        }
        return sum;
    }

    /**
     * Returns the part of the idle energy that belongs to the CPUs.
     *
     * @return µJ
     */
    public long cpuIdleMicrojoules() {
        long idle = idleMicrojoules;
        for (DeviceTotal device : devices) {
            idle -= device.idleMicrojoules();
        }
        return idle;
    }
}
