package io.scaph.api.snapshot;

import java.util.List;

/**
 * Where the host's energy went, since the monitor was opened. To the microjoule:
 *
 * <pre>host = sum of processes + ended + idle + unattributed</pre>
 *
 * Energy is shared by CPU time, but that of a device, such as a GPU, by the time that the device worked for each: a line is
 * the sum of both. Containers, jobs, units and users are other ways to add up the same energy: never add them to the processes.
 * Immutable.
 *
 * @param policy how energy was divided
 * @param onlineCpus the hardware threads that were online at the last reading; 0 if nothing could be read
 * @param capacityNanos the CPU time that there was: online CPUs times the length of each interval whose energy was
 *     divided, in ns; never falls
 * @param busyNanos of that, what was neither idle nor stolen, in ns; never falls
 * @param processes the line of each process, in no particular order
 * @param containers what each container used: its processes, those that ended, and those that were never seen alive; only
 *     if {@link io.scaph.api.spi.WorkloadDetail#CONTAINER} was asked for
 * @param jobs what each job of a batch scheduler used, containers in it included; only if
 *     {@link io.scaph.api.spi.WorkloadDetail#CONTAINER} was asked for
 * @param units what the processes of each systemd unit used, those that ended as well; only if
 *     {@link io.scaph.api.spi.WorkloadDetail#UNIT} or {@link io.scaph.api.spi.WorkloadDetail#CONTAINER} was asked for
 * @param users what each user's processes used, those that ended as well; only if
 *     {@link io.scaph.api.spi.WorkloadDetail#USER} was asked for
 * @param devices the part of each device whose energy is not shared by CPU time; all else is. Usually none
 * @param endedMicrojoules the energy of processes that have ended and have no line any more, in µJ; never falls
 * @param idleMicrojoules the energy of what nobody used, of CPUs and devices, in µJ; never falls
 * @param unattributedMicrojoules the energy of CPU time that can't be tied to a process that is known (interrupts, stolen
 *     time, what came and went between two ticks, a device of which nobody can tell who used it), in µJ; never falls
 * @param interruptMicrojoules of the unattributed energy, that of interrupts, in µJ; never falls
 * @param stolenMicrojoules of the unattributed energy, that of the time in which a hypervisor ran others, in µJ; never
 *     falls
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
        List<DeviceEnergy> devices,
        long endedMicrojoules,
        long idleMicrojoules,
        long unattributedMicrojoules,
        long interruptMicrojoules,
        long stolenMicrojoules) {
    /**
     * Checks and copies what it is given.
     *
     * @param policy {@link #policy()}
     * @param onlineCpus {@link #onlineCpus()}
     * @param capacityNanos {@link #capacityNanos()}
     * @param busyNanos {@link #busyNanos()}
     * @param processes {@link #processes()}
     * @param containers {@link #containers()}
     * @param jobs {@link #jobs()}
     * @param units {@link #units()}
     * @param users {@link #users()}
     * @param devices {@link #devices()}
     * @param endedMicrojoules {@link #endedMicrojoules()}
     * @param idleMicrojoules {@link #idleMicrojoules()}
     * @param unattributedMicrojoules {@link #unattributedMicrojoules()}
     * @param interruptMicrojoules {@link #interruptMicrojoules()}
     * @param stolenMicrojoules {@link #stolenMicrojoules()}
     */
    public Balance {
        processes = List.copyOf(processes);
        devices = List.copyOf(devices);
    }

    /**
     * The balance of a host without jobs and devices.
     *
     * @param policy {@link #policy()}
     * @param onlineCpus {@link #onlineCpus()}
     * @param capacityNanos {@link #capacityNanos()}
     * @param busyNanos {@link #busyNanos()}
     * @param processes {@link #processes()}
     * @param containers {@link #containers()}
     * @param units {@link #units()}
     * @param users {@link #users()}
     * @param endedMicrojoules {@link #endedMicrojoules()}
     * @param idleMicrojoules {@link #idleMicrojoules()}
     * @param unattributedMicrojoules {@link #unattributedMicrojoules()}
     * @param interruptMicrojoules {@link #interruptMicrojoules()}
     * @param stolenMicrojoules {@link #stolenMicrojoules()}
     */
    public Balance(
            AllocationPolicy policy,
            int onlineCpus,
            long capacityNanos,
            long busyNanos,
            List<ProcessEnergy> processes,
            Groups<Container> containers,
            Groups<Unit> units,
            Groups<User> users,
            long endedMicrojoules,
            long idleMicrojoules,
            long unattributedMicrojoules,
            long interruptMicrojoules,
            long stolenMicrojoules) {
        this(
                policy,
                onlineCpus,
                capacityNanos,
                busyNanos,
                processes,
                containers,
                Groups.none(),
                units,
                users,
                List.of(),
                endedMicrojoules,
                idleMicrojoules,
                unattributedMicrojoules,
                interruptMicrojoules,
                stolenMicrojoules);
    }

    /**
     * Of the energy, what devices used.
     *
     * @return µJ since the monitor was opened; never falls
     */
    public long deviceMicrojoules() {
        long sum = 0;
        for (DeviceEnergy device : devices) {
            sum += device.energyMicrojoules();
        }
        return sum;
    }

    /**
     * Of the idle energy, that of the CPUs.
     *
     * @return µJ since the monitor was opened; never falls
     */
    public long cpuIdleMicrojoules() {
        long idle = idleMicrojoules;
        for (DeviceEnergy device : devices) {
            idle -= device.idleMicrojoules();
        }
        return idle;
    }
}
