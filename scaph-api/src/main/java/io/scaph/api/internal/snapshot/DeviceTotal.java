package io.scaph.api.internal.snapshot;

import io.scaph.api.topology.Domain;

/**
 * Where the energy of a device went that does not work by CPU time, such as a GPU; in µJ. What is neither idle nor
 * unattributed is in the lines of processes, or with those that ended.
 *
 * @param energyMicrojoules the energy that was divided
 * @param idleMicrojoules of that, what no process used
 * @param unattributedMicrojoules of that, what can't be tied to a known process
 */
public record DeviceTotal(Domain device, long energyMicrojoules, long idleMicrojoules, long unattributedMicrojoules) {}
