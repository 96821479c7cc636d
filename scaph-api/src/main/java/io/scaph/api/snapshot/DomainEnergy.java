package io.scaph.api.snapshot;

import io.scaph.api.topology.Domain;
import java.util.Optional;

/**
 * One domain at one moment.
 *
 * @param domain which
 * @param energyMicrojoules the energy since the monitor was opened, as far as it is known, in µJ; never falls
 * @param knownNanos the time for which that energy is known, in ns; never falls. Energy over this time is power, with
 *     gaps left out
 * @param gap why the energy of the last moments is not known; empty if it is
 * @param corrections what was corrected or lost
 */
public record DomainEnergy(
        Domain domain, long energyMicrojoules, long knownNanos, Optional<String> gap, Corrections corrections) {}
