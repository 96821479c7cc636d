package io.scaph.api.internal.snapshot;

import io.scaph.api.energy.Energy;
import io.scaph.api.topology.Domain;

/**
 * Where the energy went of a device that is not divided by CPU time, such as a GPU. What is neither idle nor unattributed is
 * in the lines of processes, or with those that ended.
 *
 * @param energy the energy that was divided
 * @param idle the part that no process used
 * @param unattributed the part that can't be tied to a known process
 */
public record DeviceTotal(Domain device, Energy energy, Energy idle, Energy unattributed) {}
