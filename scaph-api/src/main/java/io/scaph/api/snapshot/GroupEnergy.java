package io.scaph.api.snapshot;

/**
 * A group at one moment.
 *
 * @param group the group
 * @param energyMicrojoules its energy since the monitor was opened, in µJ, or since it came back if its line was gone; never
 *     falls while it has a line
 * @param ended whether it has no process now
 * @param <G> the kind of group
 */
public record GroupEnergy<G extends Group>(G group, long energyMicrojoules, boolean ended) {}
