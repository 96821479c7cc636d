package io.scaph.api.snapshot;

/**
 * A container at one moment.
 *
 * @param container which
 * @param energyMicrojoules its energy since the monitor was opened, in µJ; never falls
 * @param ended whether it has no process any more; it stays until every open reader has seen it
 */
public record ContainerEnergy(Container container, long energyMicrojoules, boolean ended) {}
