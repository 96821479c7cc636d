package io.scaph.api.snapshot;

import io.scaph.api.topology.Domain;
import java.util.Optional;

/**
 * One domain at one moment.
 *
 * @param domain which
 * @param energyMicrojoules the energy since the monitor was opened, as far as it is known, in µJ; never falls
 * @param lowMicrojoules of an estimate, the lower end of the interval that holds the truth four times of five, in µJ;
 *     else the energy itself. Never falls
 * @param highMicrojoules the upper end of that interval, in µJ. Never falls
 * @param knownNanos the time for which that energy is known, in ns; never falls. Energy over this time is power, with
 *     gaps left out
 * @param unknownNanos how long nothing has been known, in ns; 0 if the last reading gave energy
 * @param gap why the energy of the last moments is not known; empty if it is
 * @param corrections what was corrected or lost
 */
public record DomainEnergy(
        Domain domain,
        long energyMicrojoules,
        long lowMicrojoules,
        long highMicrojoules,
        long knownNanos,
        long unknownNanos,
        Optional<String> gap,
        Corrections corrections) {
    private static final long GONE_NANOS = 10_000_000_000L;

    /**
     * Whether the domain is unknown for so long, 10 s, that it is not to be waited for: the host is then what the others
     * are. If it comes back, so does its energy.
     *
     * @return true if nothing has been known for that long
     */
    public boolean isGone() {
        return unknownNanos >= GONE_NANOS;
    }
}
