package io.scaph.api.snapshot;

import java.util.OptionalDouble;

/**
 * Energy in an interval, and the power that it means.
 *
 * @param energyMicrojoules the energy that became known in the interval, in µJ
 * @param watts the average power over the time for which energy is known; empty if there is no such time
 */
public record Usage(long energyMicrojoules, OptionalDouble watts) {}
