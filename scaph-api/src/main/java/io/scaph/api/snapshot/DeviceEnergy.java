package io.scaph.api.snapshot;

import io.scaph.api.topology.Domain;

/**
 * Where the energy of a device went that does not work by CPU time, such as a GPU, since the monitor was opened. It is part
 * of the host's, and of the sums of the {@link Balance}; what is neither idle nor unattributed is in the lines of processes,
 * or with those that ended.
 *
 * @param device its domain
 * @param energyMicrojoules its energy that was divided, in µJ; never falls
 * @param idleMicrojoules of that, what nobody used, in µJ; never falls
 * @param unattributedMicrojoules of that, what can't be tied to a process that is known, in µJ; never falls
 */
public record DeviceEnergy(Domain device, long energyMicrojoules, long idleMicrojoules, long unattributedMicrojoules) {}
