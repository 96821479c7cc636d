package io.scaph.api.snapshot;

import io.scaph.api.energy.Energy;
import io.scaph.api.energy.EnergyRange;
import io.scaph.api.internal.snapshot.DomainTotal;
import io.scaph.api.topology.Domain;
import java.time.Duration;
import java.util.Optional;

/** The total of one domain since the monitor was opened. Immutable. */
public sealed interface DomainEnergy permits DomainTotal {
    /**
     * Returns the domain.
     *
     * @return which domain it is
     */
    Domain domain();

    /**
     * Returns the energy as far as it is known. It never falls from one snapshot to the next.
     *
     * @return the energy since the monitor was opened
     */
    Energy energy();

    /**
     * Returns the energy with the range that contains the true value four times out of five if the domain is estimated. A
     * measured domain has no range: both ends are the energy itself.
     *
     * @return the energy and its range; no value ever falls
     */
    EnergyRange range();

    /**
     * Returns the time for which the energy is known. Energy over this time is power, with gaps left out.
     *
     * @return the time since the monitor was opened, less all gaps
     */
    Duration knownTime();

    /**
     * Returns how long the energy has been unknown.
     *
     * @return the time since the last energy that is known; 0 if the last reading gave energy
     */
    Duration unknownTime();

    /**
     * Returns why the energy of the last moments is unknown.
     *
     * @return the reason, one line; empty if the energy is known
     */
    Optional<String> gap();

    /**
     * Returns what was corrected or lost.
     *
     * @return the counts since the monitor was opened
     */
    Corrections corrections();

    /**
     * Returns whether the domain has been unknown for 10 s or longer. The host is then the sum of the other domains; the energy
     * of this one is added if it comes back.
     *
     * @return true if nothing has been known for that long
     */
    boolean isGone();
}
