package io.scaph.sensor.estimation;

import io.scaph.sensor.estimation.internal.power.MachineTraits;
import io.scaph.sensor.estimation.internal.usage.Allotment;
import java.util.Optional;
import java.util.SortedMap;

/**
 * The machine that the sensor runs on.
 *
 * @param machine what the model takes
 * @param hypervisor the hypervisor's name; empty on hardware
 * @param hostThreadsPerThread how many hardware threads of the host a thread of this machine occupies: 2 in a virtual machine
 *     whose vCPUs are whole cores of a CPU with two threads per core
 * @param sockets the socket of each hardware thread
 * @param allotment what a container may use of it; empty outside of containers and in those without limits
 */
record ObservedMachine(
        MachineTraits machine,
        Optional<String> hypervisor,
        int hostThreadsPerThread,
        SortedMap<Integer, Integer> sockets,
        Optional<Allotment> allotment) {
    boolean isVirtual() {
        return hypervisor.isPresent();
    }
}
