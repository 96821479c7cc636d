package io.scaph.api.snapshot;

/**
 * A user at one moment.
 *
 * @param user who
 * @param energyMicrojoules the energy of the user's processes since the monitor was opened, in µJ; never falls
 */
public record UserEnergy(User user, long energyMicrojoules) {}
